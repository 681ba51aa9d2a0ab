package dev.cleat.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code cleat}: exit status 0 for done, 1 for failed, 2 for a wrong line. */
@Command(
        name = "cleat",
        description = "Makes any file system fast to any machine: an NFS server with nothing to install on the client.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            Serve.class,
            Portmap.class,
            MountFolder.class,
            UmountFolder.class,
            ServiceCommand.class,
            NewKey.class,
            ListFiles.class,
            PrintFiles.class,
            CopyFiles.class,
            Bench.class,
            Ping.class,
            RpcInfo.class,
            ShowMount.class,
            Train.class
        })
final class Main implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Arguments that begin with {@code @} are themselves: a folder may be called so. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((wrong, args) -> complain(wrong));
    }

    /** One line, because it is read in logs as often as at a terminal. */
    private static int complain(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("%s: %s (see %s --help)".formatted(name, wrong.getMessage(), name));
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "which command?");
        }
    }
}
