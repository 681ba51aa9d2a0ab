package dev.cleat.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands about the service have in common: whose it is, and steps that are shown and taken. */
abstract class ServiceAction implements Callable<Integer> {
    final Host host;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--user", description = "The service of this user alone (default unless root; not on Windows).")
    private boolean ofUser;

    @Option(names = "--system", description = "The service of the whole machine (default for root).")
    private boolean ofSystem;

    ServiceAction(Host host) {
        this.host = host;
    }

    /** Does it, or shows it; the exit status. */
    abstract int act(PrintWriter out) throws IOException;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        if (ofUser && (ofSystem || host.platform() == Platform.WINDOWS)) {
            throw wrong(ofSystem ? "--user or --system, not both" : "on Windows there is only --system");
        }
        PrintWriter out = command.commandLine().getOut();
        try {
            return act(out);
        } catch (AccessDeniedException e) {
            return failed("no access to " + e.getMessage() + ": this takes root (or --user)");
        } catch (IOException e) {
            return failed(String.valueOf(e.getMessage()));
        } finally {
            out.flush();
        }
    }

    private int failed(String line) {
        CommandSpec command = Objects.requireNonNull(spec);
        command.commandLine().getErr().println("%s: %s".formatted(command.qualifiedName(), line));
        return ExitCode.SOFTWARE;
    }

    Service.User user() throws IOException {
        boolean isRoot = System.getProperty("user.name").equals("root");
        boolean isSystem = host.platform() == Platform.WINDOWS || ofSystem || (isRoot && !ofUser);
        Path home = Path.of(System.getProperty("user.home"));
        boolean hasNumbers = home.getFileSystem().supportedFileAttributeViews().contains("unix");
        return new Service.User(isSystem, hasNumbers ? (int) Files.getAttribute(home, "unix:uid") : 0, home);
    }

    /** Where Windows keeps what programs have for all users. */
    static Path programData() {
        return Path.of(Objects.requireNonNullElse(System.getenv("ProgramData"), "C:\\ProgramData"));
    }

    /** One after the other, and none after one that failed. */
    void take(List<Step> steps, boolean dryRun, PrintWriter out) throws IOException {
        for (Step step : steps) {
            String shown = step.shown(host.platform());
            out.println(dryRun ? shown : shown.lines().findFirst().orElseThrow());
            out.flush();
            if (!dryRun) {
                take(step);
            }
        }
    }

    private void take(Step step) throws IOException {
        switch (step) {
            case Step.Write write -> {
                Files.createDirectories(Objects.requireNonNull(write.file().getParent()));
                Files.writeString(write.file(), write.text(), write.charset());
            }
            case Step.Delete delete -> Files.deleteIfExists(delete.file());
            case Step.Run run -> {
                Outcome outcome = host.run(run.words());
                if (!outcome.isDone() && !run.mayFail()) {
                    throw new IOException("%s failed: %s"
                            .formatted(
                                    CommandLines.shown(host.platform(), run.words()), Printable.of(outcome.output())));
                }
            }
        }
    }

    ParameterException wrong(String line) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), line);
    }

    ParameterException noServices() {
        return wrong("the services of this system are not known here");
    }
}
