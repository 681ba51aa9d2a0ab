package dev.cleat.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code cleat service}. */
@Command(
        name = "service",
        description = {
            "Lets a server start with the machine, or with its user.",
            "It becomes a unit of systemd, a job of launchd, or on Windows a task that starts with the system."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ServiceInstall.class, ServiceUninstall.class, ServiceStatus.class})
final class ServiceCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "install, uninstall or status?");
    }
}
