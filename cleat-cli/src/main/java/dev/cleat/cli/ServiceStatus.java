package dev.cleat.cli;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command {@code cleat service status}. */
@Command(
        name = "status",
        description = "Shows what the system knows of the service; fails where it does not run.",
        mixinStandardHelpOptions = true)
final class ServiceStatus extends ServiceAction {
    ServiceStatus() {
        this(Host.current());
    }

    ServiceStatus(Host host) {
        super(host);
    }

    /** All answer with a status, but launchd's is good for whatever it knows. */
    static boolean isRunning(Platform platform, Outcome outcome) {
        return outcome.isDone() && (platform != Platform.MACOS || Launchd.isRunning(outcome.output()));
    }

    @Override
    int act(PrintWriter out) throws IOException {
        Step.Run ask = switch (host.platform()) {
            case LINUX -> Systemd.status(user());
            case MACOS -> Launchd.status(user());
            case WINDOWS -> WindowsTask.status();
            case OTHER -> throw noServices();
        };
        Outcome outcome = host.run(ask.words());
        outcome.output().lines().map(Printable::of).forEach(out::println);
        return isRunning(host.platform(), outcome) ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
