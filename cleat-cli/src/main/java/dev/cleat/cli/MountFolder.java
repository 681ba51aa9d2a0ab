package dev.cleat.cli;

import dev.cleat.client.NfsClient;
import dev.cleat.rpc.auth.Credential;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cleat mount}: the system's own, told all it needs, after questions whose answers can be understood. */
@Command(
        name = "mount",
        description = "Mounts a folder of an NFS server by this system's own client, and explains what fails.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class MountFolder implements Callable<Integer> {
    private static final int PORTMAP = 111;
    private static final int NOBODY = 65534;

    private final Host host;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "HOST:/NAME", description = "What to mount.")
    private String what = "";

    @Parameters(
            index = "1",
            paramLabel = "TARGET",
            description = "Where: an empty folder; on Windows a drive such as Z:, or *.")
    private String target = "";

    @Option(names = "--port", paramLabel = "N", description = "Port of NFS, instead of asking the port mapper.")
    private @Nullable Integer port;

    @Option(names = "--mount-port", paramLabel = "N", description = "Port of MOUNT (default: that of NFS, if given).")
    private @Nullable Integer mountPort;

    @Option(
            names = "--portmap",
            paramLabel = "N",
            defaultValue = "" + PORTMAP,
            description = "Where the port mapper listens (default ${DEFAULT-VALUE}).")
    private int portmap;

    @Option(names = "--read-only", description = "Nothing is changed through this mount.")
    private boolean readOnly;

    @Option(
            names = "--options",
            paramLabel = "OPTION",
            split = ",",
            description = "More of what follows -o, as this system has it.")
    private List<String> options = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for each answer (default ${DEFAULT-VALUE}).")
    private double timeout;

    @Option(names = "--dry-run", description = "Only print the command; a port mapper may still be asked.")
    private boolean dryRun;

    MountFolder() {
        this(Host.current());
    }

    MountFolder(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        RemoteFolder folder = folder();
        checkOptions();
        try {
            return mount(folder, command.commandLine().getOut());
        } catch (UnknownHostException e) {
            throw wrong("unknown host " + Printable.of(folder.host()));
        } catch (IOException e) {
            command.commandLine()
                    .getErr()
                    .println("%s: %s: %s".formatted(command.qualifiedName(), Printable.of(what), e.getMessage()));
            return ExitCode.SOFTWARE;
        }
    }

    private int mount(RemoteFolder folder, PrintWriter out) throws IOException {
        String objection = MountTarget.objection(host.platform(), target, Files::isDirectory);
        if (!dryRun && !objection.isEmpty()) {
            throw new IOException(objection);
        }
        MountArguments arguments = arguments(folder);
        String place = MountTarget.absolute(host.platform(), target);
        List<String> words = words(arguments, place);
        out.println(CommandLines.shown(host.platform(), words));
        out.flush();
        if (dryRun) {
            return ExitCode.OK;
        }
        Outcome outcome = host.run(words);
        Explanation.print(host.platform(), outcome, out);
        if (outcome.isDone() && host.isElevated()) {
            out.println("The drive is there for elevated programs only: the Explorer has drives of its own. "
                    + "Mount from a window that is not elevated to see it there.");
        }
        out.flush();
        return outcome.isDone() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private List<String> words(MountArguments arguments, String place) {
        return switch (host.platform()) {
            case LINUX -> arguments.linux(place);
            case MACOS -> arguments.macos(place);
            case WINDOWS -> arguments.windows(place);
            case OTHER -> throw wrong("the mount command of this system is not known here");
        };
    }

    /** Windows asks for ports itself, and there are none to tell it: a dry run has nothing to ask. */
    private MountArguments arguments(RemoteFolder folder) throws IOException {
        boolean windows = host.platform() == Platform.WINDOWS;
        if (windows && dryRun) {
            return new MountArguments(folder, OptionalInt.empty(), OptionalInt.empty(), readOnly, options);
        }
        Integer mount = mountPort != null ? mountPort : port;
        ServerCheck check = new ServerCheck(calls(folder), folder, portmap, host.platform());
        ServerCheck.Ports ports = port != null && mount != null
                ? new ServerCheck.Ports(port, mount)
                : check.ports().butFor(port, mount);
        if (!dryRun) {
            check.mayMount(ports);
        }
        return new MountArguments(
                folder, OptionalInt.of(ports.nfs()), OptionalInt.of(ports.mount()), readOnly, options);
    }

    /** Root calls from a privileged port, as the system's client will. */
    private NfsClient.Builder calls(RemoteFolder folder) throws UnknownHostException {
        NfsClient.Builder calls = NfsClient.builder(InetAddress.getByName(folder.host()))
                .credential(new Credential.Sys(0, "", NOBODY, NOBODY, List.of()))
                .timeout(Duration.ofMillis(Math.max(1, Math.round(timeout * 1000))));
        return System.getProperty("user.name").equals("root") ? calls.privilegedPort() : calls;
    }

    private RemoteFolder folder() {
        try {
            return RemoteFolder.parse(what);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void checkOptions() {
        for (Integer each : new Integer[] {port, mountPort, portmap}) {
            if (each != null && (each < 1 || each > 0xFFFF)) {
                throw wrong("a port is a number from 1 to 65535, not " + each);
            }
        }
        if (host.platform() == Platform.WINDOWS) {
            if (port != null || mountPort != null || portmap != PORTMAP) {
                throw wrong("Windows asks the port mapper at port 111, and cannot be told ports");
            }
            if (readOnly) {
                throw wrong("Windows cannot mount read-only: serve it so, with cleat serve --read-only");
            }
        }
    }

    private ParameterException wrong(String line) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), line);
    }
}
