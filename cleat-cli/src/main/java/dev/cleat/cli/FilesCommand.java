package dev.cleat.cli;

import dev.cleat.client.NfsUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that works on files of servers: what all of them have in common. What fails is said, and the rest is done. */
abstract class FilesCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    boolean help;

    private boolean failed;

    abstract void run(Servers servers) throws IOException;

    @Override
    public Integer call() {
        try (Servers servers = new Servers(options)) {
            run(servers);
        } catch (IOException e) {
            complain(e);
        }
        out().flush();
        return failed ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    PrintWriter out() {
        return command().commandLine().getOut();
    }

    /** Says what failed, in a line that names this command. */
    void complain(IOException failure) {
        complain(ErrorWords.of(failure));
    }

    void complain(String line) {
        failed = true;
        out().flush();
        PrintWriter err = command().commandLine().getErr();
        err.println("%s: %s".formatted(command().qualifiedName(), line));
        err.flush();
    }

    NfsUrl url(String text) {
        try {
            return NfsUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() + ", not " + Printable.of(text));
        }
    }

    ParameterException wrong(String line) {
        return new ParameterException(command().commandLine(), line);
    }

    private CommandSpec command() {
        return Objects.requireNonNull(spec);
    }
}
