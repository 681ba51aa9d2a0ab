package dev.cleat.cli;

import dev.cleat.export.ExportOptions;
import dev.cleat.server.PortmapMode;
import dev.cleat.server.ServerOptions;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cleat serve}: its options, and from them a server. */
@Command(
        name = "serve",
        description = "Serves folders, and zip and tar files, over NFS until it is told to end.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {
    @Parameters(
            paramLabel = "[NAME=]PATH",
            arity = "0..*",
            description = "A folder, zip or tar file to serve, under its own name or another.")
    private List<String> exports = List.of();

    @Option(
            names = "--drives",
            description =
                    "Serve all drives that Windows has now, each under its letter; clients mount / to see them all.")
    private boolean drives;

    @Mixin
    private RemoteSources remote = new RemoteSources();

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            defaultValue = "127.0.0.1",
            description = "Address to serve at (default ${DEFAULT-VALUE}); beyond loopback --allow is needed.")
    private String bind = "";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "2049",
            description = "Port of NFS (default ${DEFAULT-VALUE}; 0 = any).")
    private int port;

    @Option(names = "--mount-port", paramLabel = "N", description = "Port of MOUNT (default: the same; 0 = any).")
    private @Nullable Integer mountPort;

    @Option(
            names = "--portmap",
            paramLabel = "PORT|off|auto",
            defaultValue = "auto",
            description = {
                "Port of the portmapper (0 = any). auto: 111 where allowed and free,",
                "else register with the rpcbind that holds it, else off."
            })
    private String portmap = "";

    @Option(
            names = "--zip-writable",
            description = "Zip files can be changed; each change that must last writes a new one in their place.")
    private boolean zipWritable;

    @Mixin
    private AccessOptions access = new AccessOptions();

    @Option(
            names = "--metadata",
            paramLabel = "sync|async",
            defaultValue = "sync",
            description =
                    "Whether new, renamed and removed names are on the disk before the answer (default ${DEFAULT-VALUE}).")
    private String metadata = "";

    @Option(names = "--no-cross", description = "Do not show file systems mounted below a folder.")
    private boolean noCross;

    @Option(names = "--host-writes", description = "Programs on this host change the same files all the time.")
    private boolean hostWrites;

    @Option(
            names = "--32bit",
            description = "Keep file numbers and directory cookies below 2^31, for clients with programs of 32 bits.")
    private boolean shortNumbers;

    @Option(
            names = "--handle-key",
            paramLabel = "FILE",
            description = "Key of file handles, to be shared by several machines (default: in the state folder).")
    private @Nullable Path handleKey;

    @Option(
            names = "--backend",
            paramLabel = "auto|linux|nio|memory",
            defaultValue = "auto",
            description = "How files are reached (default ${DEFAULT-VALUE}: linux on Linux, else nio).")
    private String backend = "";

    @Option(
            names = "--symlinks",
            paramLabel = "native|sl|auto",
            defaultValue = "auto",
            description =
                    "Keep symbolic links as such, or as text files NAME.sl (default ${DEFAULT-VALUE}: sl where the host has none).")
    private String symbolicLinks = "";

    @Option(
            names = "--names",
            paramLabel = "auto|exact|windows|nfc|nfd",
            defaultValue = "auto",
            description = {
                "Names of files: exact; with what Windows forbids kept as other characters;",
                "in a normal form of Unicode (default auto: windows on Windows, nfc on macOS, else exact)."
            })
    private String names = "";

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where the server keeps what must survive a restart (default: a folder of the user's).")
    private @Nullable Path state;

    @Option(
            names = "--log",
            paramLabel = "LEVEL",
            defaultValue = "info",
            description = "error, warning, info or debug (default ${DEFAULT-VALUE}).")
    private String log = "";

    @ArgGroup(validate = false, heading = "%nLimits:%n")
    private LimitOptions limits = new LimitOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final FileSystem files;
    private final PrintStream out;

    Serve() {
        this(FileSystems.getDefault(), System.out);
    }

    /**
     * @param files where the folders are
     * @param out hears what is served, and when it is
     */
    Serve(FileSystem files, PrintStream out) {
        this.files = files;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        Logging.level(choice("--log", log, Logging.LEVELS));
        return new ServeRun(this, out).run();
    }

    /** Whether a run would take these options; says so as it would. */
    void check() {
        exports();
        bind();
        port();
        mountPort();
        portmap();
        options();
        limited(ServerOptions.DEFAULT);
        openFiles();
        backend();
        names();
        asksHostForGroups();
        choice("--log", log, Logging.LEVELS);
    }

    /** All that is served. */
    List<ExportArgument> exports() {
        List<ExportArgument> all = new ArrayList<>(folders());
        if (drives) {
            all.addAll(ExportArgument.drives(files));
        }
        List<RemoteArgument> others = checked(remote::exports);
        if (all.isEmpty() && others.isEmpty()) {
            throw wrong(drives ? "--drives: this host has no drives; name a folder" : "name a folder to serve");
        }
        requireOwnNames(Stream.concat(
                all.stream().map(ExportArgument::name), others.stream().map(RemoteArgument::name)));
        return all;
    }

    /** What is elsewhere. */
    RemoteSources remote() {
        return remote;
    }

    private void requireOwnNames(Stream<String> names) {
        Set<String> taken = new HashSet<>();
        names.forEach(name -> {
            if (!taken.add(name)) {
                throw wrong("two exports are called " + name + "; give one another name: NAME=PATH");
            }
        });
    }

    /** What was named apart. */
    List<ExportArgument> folders() {
        return exports.stream()
                .map(text -> checked(() -> ExportArgument.parse(text, files)))
                .toList();
    }

    InetAddress bind() {
        try {
            InetAddress address = InetAddress.getByName(bind);
            if (!address.isLoopbackAddress() && !access.isOpened()) {
                throw wrong("serving at " + bind + " lets other machines in: say which with --allow, such as "
                        + "--allow 192.168.0.0/16 (or --allow '*' for all)");
            }
            return address;
        } catch (UnknownHostException e) {
            throw wrong("no address: " + bind);
        }
    }

    int port() {
        return checkedPort("--port", port);
    }

    /** Null: the same as NFS. */
    @Nullable Integer mountPort() {
        return mountPort == null ? null : Integer.valueOf(checkedPort("--mount-port", mountPort));
    }

    PortmapMode portmap() {
        return switch (portmap) {
            case "auto" -> new PortmapMode.Auto();
            case "off" -> new PortmapMode.Off();
            default -> new PortmapMode.Own(checkedPort("--portmap", number("--portmap", portmap)));
        };
    }

    ExportOptions options() {
        return checked(() -> access.on(ExportOptions.DEFAULT)
                .withMetadataSync(Choice.of("--metadata", metadata, List.of("sync", "async"))
                        .equals("sync"))
                .withHostWrites(hostWrites)
                .withShortNumbers(shortNumbers));
    }

    /** Whether groups of users are looked up here. */
    boolean asksHostForGroups() {
        return checked(access::asksHostForGroups);
    }

    /** With the limits that the user gave. */
    ServerOptions limited(ServerOptions options) {
        return checked(() -> limits.on(options));
    }

    int openFiles() {
        return checked(limits::openFiles);
    }

    /** Whether the user said who may come; if not, a server without privilege lets in only its own user. */
    boolean isOpened() {
        return access.isOpened();
    }

    String backend() {
        return choice("--backend", backend, List.of("auto", "linux", "nio", "memory"));
    }

    boolean zipWritable() {
        return zipWritable;
    }

    String symbolicLinks() {
        return choice("--symlinks", symbolicLinks, List.of("native", "sl", "auto"));
    }

    String names() {
        return choice("--names", names, NamePolicy.CHOICES);
    }

    boolean crossesMounts() {
        return !noCross;
    }

    @Nullable Path handleKey() {
        return handleKey;
    }

    Path state() {
        return state != null
                ? state
                : DefaultState.folder(
                        System.getProperty("os.name"), System.getenv(), Path.of(System.getProperty("user.home")));
    }

    ParameterException wrong(String line) {
        if (spec == null) {
            throw new IllegalStateException(line);
        }
        return new ParameterException(spec.commandLine(), line);
    }

    private <T> T checked(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private String choice(String option, String value, List<String> choices) {
        return checked(() -> Choice.of(option, value, choices));
    }

    private int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(option + " takes a port, off or auto, not " + text);
        }
    }

    private int checkedPort(String option, int number) {
        if (number < 0 || number > 0xFFFF) {
            throw wrong(option + " takes a port from 0 to 65535, not " + number);
        }
        return number;
    }
}
