package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.bind.Bindings;
import dev.cleat.rpc.bind.PortmapListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BusyPortTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LINUX | port 111 of 127.0.0.1 cannot be used: Address already in use | --portmap auto registers; ss -lntup",
                "LINUX | port 2049 of 127.0.0.1 cannot be used: Address already in use | another program has it; ss -lntup",
                "LINUX | port 111 of 127.0.0.1 cannot be used: Permission denied | sudo",
                "LINUX | port 2049 of 10.9.8.7 cannot be used: Cannot assign requested address | no such address",
                "MACOS | port 111 of 127.0.0.1 cannot be used: Address already in use | lsof",
                "MACOS | port 2049 of 10.9.8.7 cannot be used: Can't assign requested address | no such address",
                "WINDOWS | port 111 of 127.0.0.1 cannot be used: Address already in use: bind | netstat -abno",
                "OTHER | port 111 of 127.0.0.1 cannot be used: Address already in use | netstat"
            })
    void whatIsWrongWithAPortIsExplained(Platform platform, String said, String meaning) {
        IOException failure = new IOException(said, new BindException());
        assertThat(BusyPort.explained(platform, failure))
                .startsWith(said + "; ")
                .contains(meaning);
    }

    @Test
    void otherFailuresSpeakForThemselves() {
        assertThat(BusyPort.explained(Platform.LINUX, new IOException("no access to the state folder")))
                .isEqualTo("no access to the state folder");
    }

    @Test
    void aPortMapperThatFindsItsPortTakenSaysWhatToDo() throws IOException {
        StringWriter err = new StringWriter();
        try (PortmapListener first =
                PortmapListener.builder(new Bindings()).port(0).open()) {
            int status = new CommandLine(new Portmap())
                    .setErr(new PrintWriter(err, true))
                    .execute("--port=" + first.port(), "--nfs=2049");
            assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        }
        assertThat(err.toString()).contains("cannot be used", "another program has it");
    }
}
