package dev.cleat.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code cleat umount}: the system's own, and what its refusals mean. */
@Command(
        name = "umount",
        description = "Ends a mount by this system's own command, and explains what fails.",
        mixinStandardHelpOptions = true)
final class UmountFolder implements Callable<Integer> {
    private final Host host;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "TARGET",
            description = "Where it is mounted: a folder, or a drive such as Z:.")
    private String target = "";

    @Option(names = "--force", description = "Even where files are in use, or the server is gone.")
    private boolean force;

    @Option(names = "--dry-run", description = "Only print the command.")
    private boolean dryRun;

    UmountFolder() {
        this(Host.current());
    }

    UmountFolder(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        List<String> words = words(host.platform(), MountTarget.absolute(host.platform(), target), force);
        out.println(CommandLines.shown(host.platform(), words));
        out.flush();
        if (dryRun) {
            return ExitCode.OK;
        }
        try {
            Outcome outcome = host.run(words);
            Explanation.print(host.platform(), outcome, out);
            return outcome.isDone() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (IOException e) {
            command.commandLine().getErr().println("%s: %s".formatted(command.qualifiedName(), e.getMessage()));
            return ExitCode.SOFTWARE;
        }
    }

    static List<String> words(Platform platform, String target, boolean force) {
        String program = platform == Platform.WINDOWS ? "umount.exe" : "umount";
        return force ? List.of(program, "-f", target) : List.of(program, target);
    }
}
