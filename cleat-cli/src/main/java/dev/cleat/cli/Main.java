package dev.cleat.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code cleat}. */
@Command(
        name = "cleat",
        description = "Makes any file system fast to any machine: an NFS server with nothing to install on the client.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class Main implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
