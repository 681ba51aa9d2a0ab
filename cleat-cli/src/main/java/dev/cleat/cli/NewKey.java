package dev.cleat.cli;

import dev.cleat.server.StateException;
import dev.cleat.server.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code cleat new-key}: takes back every file handle that was ever given. */
@Command(
        name = "new-key",
        description = {
            "Makes a new key for file handles while no server runs.",
            "Every handle that clients have becomes stale, and all of them must mount again."
        },
        mixinStandardHelpOptions = true)
final class NewKey implements Callable<Integer> {
    @Option(names = "--state", paramLabel = "DIR", description = "The server's state folder (default: as of serve).")
    private @Nullable Path state;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path folder = state != null
                ? state
                : DefaultState.folder(
                        System.getProperty("os.name"), System.getenv(), Path.of(System.getProperty("user.home")));
        if (spec == null) {
            throw new IllegalStateException("nobody runs this");
        }
        try (StateFolder opened = StateFolder.open(folder)) {
            Files.deleteIfExists(folder.resolve("handle-key"));
            opened.handleKey();
        } catch (StateException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        spec.commandLine()
                .getOut()
                .println("a new key is in %s: every file handle is stale now, and all clients must mount again"
                        .formatted(Printable.of(folder)));
        return ExitCode.OK;
    }
}
