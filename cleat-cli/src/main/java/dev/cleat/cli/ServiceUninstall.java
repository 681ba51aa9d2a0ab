package dev.cleat.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The command {@code cleat service uninstall}. */
@Command(
        name = "uninstall",
        description = "Stops the service and removes it; what it served stays, and so does its state.",
        mixinStandardHelpOptions = true)
final class ServiceUninstall extends ServiceAction {
    @Option(names = "--dry-run", description = "Only show what would be run and deleted.")
    private boolean dryRun;

    ServiceUninstall() {
        this(Host.current());
    }

    ServiceUninstall(Host host) {
        super(host);
    }

    @Override
    int act(PrintWriter out) throws IOException {
        List<Step> steps = switch (host.platform()) {
            case LINUX -> Systemd.uninstall(user());
            case MACOS -> Launchd.uninstall(user());
            case WINDOWS -> WindowsTask.uninstall(programData());
            case OTHER -> throw noServices();
        };
        take(steps, dryRun, out);
        return ExitCode.OK;
    }
}
