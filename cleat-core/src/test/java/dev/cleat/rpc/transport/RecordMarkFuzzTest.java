package dev.cleat.rpc.transport;

import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cleat.rpc.TestProgram;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** A stream that is anything but records: afterwards the next client is served. The first byte says where it is cut in two. */
@Tag("instrumented")
class RecordMarkFuzzTest {
    private static final int MOST = 2048;

    private static TestServer server;

    @BeforeAll
    static void serve() throws IOException {
        server = new TestServer();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @FuzzTest(maxDuration = "4s")
    void theNextClientIsServed(byte[] input) throws IOException {
        // Jazzer takes any connection for a server that was talked into it.
        BugDetectors.allowNetworkConnections();
        if (input.length == 0 || input.length > MOST) {
            return;
        }
        try (Peer peer = server.connect()) {
            int cut = 1 + (input[0] & 0xff) % input.length;
            peer.say(Arrays.copyOfRange(input, 1, Math.max(1, cut)));
            peer.say(Arrays.copyOfRange(input, Math.max(1, cut), input.length));
            peer.endOutput();
        } catch (SocketException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(broken pipe|reset|closed|not connected).*");
        }
        try (Peer next = server.connect()) {
            next.call(call(7, TestProgram.INLINE, 7));
            assertThat(next.hear()).isEqualTo(success(7, 7));
        }
        assertThat(server.bugs).isEmpty();
    }
}
