package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.server.ServerLimits;
import dev.cleat.server.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class LimitOptionsTest {
    @TempDir
    Path folder;

    private ServerOptions options(String... arguments) {
        Serve serve = new Serve();
        CommandLine line = new CommandLine(serve);
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = folder.toString();
        line.parseArgs(all);
        return serve.limited(ServerOptions.DEFAULT);
    }

    @Test
    void withoutAnyTheLibrarysDefaultsHold() {
        assertThat(options()).isEqualTo(ServerOptions.DEFAULT);
    }

    @Test
    void eachReachesTheServer() {
        ServerOptions options = options(
                "--max-connections=11",
                "--max-connections-per-client=12",
                "--max-calls=13",
                "--max-record=20000",
                "--max-buffers=300000",
                "--max-queued-replies=16",
                "--max-mounts=17",
                "--max-cached-replies=18",
                "--patience=19");
        assertThat(options.limits())
                .isEqualTo(new ServerLimits(
                        11,
                        12,
                        13,
                        20_000,
                        300_000,
                        16,
                        17,
                        18,
                        ServerLimits.DEFAULT.threads(),
                        ServerLimits.DEFAULT.lateCalls()));
        assertThat(options.patience()).isEqualTo(Duration.ofSeconds(19));
        assertThat(options("--patience=0").patience()).isNull();
    }

    @Test
    void whatMakesNoSenseIsToldInALine() {
        assertThatThrownBy(() -> options("--max-record=100"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("record bytes: 100");
    }

    @Test
    void allAreInTheHelpWithTheirDefaults() {
        String help = new CommandLine(new Serve()).getUsageMessage();
        assertThat(help)
                .contains("--max-connections=N", "--max-record=BYTES", "--max-open-files=N", "--patience=SECONDS")
                .contains("default 8192")
                .contains("default 10;");
    }
}
