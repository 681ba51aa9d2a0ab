package dev.cleat.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Unmatched;

/** The command {@code cleat service install}. */
@Command(
        name = "install",
        customSynopsis =
                "cleat service install [--user | --system] [--dry-run] [--program=FILE] [OPTIONS OF SERVE] [NAME=]PATH...",
        description = "Installs and starts a server with these options and folders; see cleat serve --help.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ServiceInstall extends ServiceAction {
    @Option(names = "--dry-run", description = "Only show what would be written and run.")
    private boolean dryRun;

    @Option(
            names = "--program",
            paramLabel = "FILE",
            defaultValue = "${env:CLEAT_LAUNCHER}",
            description = "The launcher that the service starts (default: the one that was started now).")
    private @Nullable Path program;

    @Option(names = "--cache", defaultValue = "${env:CLEAT_CACHE}", hidden = true)
    private @Nullable Path cache;

    @Unmatched
    private List<String> serve = new ArrayList<>();

    ServiceInstall() {
        this(Host.current());
    }

    ServiceInstall(Host host) {
        super(host);
    }

    @Override
    int act(PrintWriter out) throws IOException {
        Service service = service();
        take(steps(service), dryRun, out);
        out.println((dryRun ? "Nothing is done yet. " : "Installed and started. ") + advice(service.user()));
        return ExitCode.OK;
    }

    private Service service() throws IOException {
        if (program == null || program.toString().isEmpty()) {
            throw wrong("which launcher is the service to start? say --program FILE");
        }
        if (!Files.isExecutable(program)) {
            throw wrong("not a program: " + program);
        }
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        return new Service(program.toAbsolutePath().normalize(), cache(), environment, user(), words());
    }

    private @Nullable Path cache() {
        return cache == null || cache.toString().isEmpty() ? null : cache.toAbsolutePath();
    }

    private ServeWords words() {
        try {
            return ServeWords.of(serve);
        } catch (ParameterException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private List<Step> steps(Service service) {
        try {
            return switch (host.platform()) {
                case LINUX -> Systemd.install(service);
                case MACOS -> Launchd.install(service);
                case WINDOWS -> WindowsTask.install(service, programData());
                case OTHER -> throw noServices();
            };
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private String advice(Service.User user) {
        return switch (host.platform()) {
            case LINUX -> Systemd.advice(user);
            case MACOS -> Launchd.advice(user);
            case WINDOWS -> WindowsTask.advice(programData());
            case OTHER -> "";
        };
    }
}
