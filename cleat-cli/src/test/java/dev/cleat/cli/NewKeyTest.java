package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.server.StateFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewKeyTest {
    @TempDir
    Path state;

    private final StringWriter said = new StringWriter();

    private int newKey() {
        PrintWriter out = new PrintWriter(said, true);
        return Main.commandLine().setOut(out).setErr(out).execute("new-key", "--state", state.toString());
    }

    @Test
    void theKeyIsAnotherAndTheCommandSaysWhatThatMeans() throws IOException {
        try (StateFolder before = StateFolder.open(state)) {
            before.handleKey();
        }
        String old = Files.readString(state.resolve("handle-key"));
        assertThat(newKey()).isZero();
        assertThat(said.toString()).contains("every file handle is stale").doesNotContain(old.strip());
        assertThat(Files.readString(state.resolve("handle-key")))
                .hasSameSizeAs(old)
                .isNotEqualTo(old);
    }

    @Test
    void aServerThatRunsKeepsItsKey() throws IOException {
        try (StateFolder running = StateFolder.open(state)) {
            running.handleKey();
            String key = Files.readString(state.resolve("handle-key"));
            assertThat(newKey()).isEqualTo(2);
            assertThat(said.toString()).contains("in use by another server");
            assertThat(Files.readString(state.resolve("handle-key"))).isEqualTo(key);
        }
    }
}
