package dev.cleat.rpc.transport;

import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.fragment;
import static dev.cleat.rpc.Messages.record;
import static dev.cleat.rpc.Messages.success;
import static dev.cleat.rpc.Messages.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleat.rpc.TestProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that no honest client sends, and clients that stop in the middle. The next client is always served. */
@Timeout(60)
class HostileTcpTest {
    private TestServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() throws IOException {
        try (Peer next = server.connect()) {
            assertThat(next.call(call(99, TestProgram.INLINE, 4)).hear()).isEqualTo(success(99, 4));
        }
        assertThat(server.bugs).isEmpty();
        server.close();
    }

    @Test
    void emptyFragmentsWithoutEndEndTheConnection() throws IOException {
        try (Peer peer = server.connect()) {
            peer.say(new byte[4 * 5000]);
            assertThat(peer.isLeft()).isTrue();
        }
    }

    @Test
    void anEmptyRecordIsIgnored() throws IOException {
        try (Peer peer = server.connect()) {
            peer.say(words(0x8000_0000), record(call(1, TestProgram.INLINE, 7)));
            assertThat(peer.hear()).isEqualTo(success(1, 7));
        }
    }

    @Test
    void nothingIsLentForARecordAboveTheLimit() throws IOException {
        long before = server.network.buffers().lent();
        try (Peer peer = server.connect()) {
            assertThat(peer.say(words(0x7fff_ffff)).isLeft()).isTrue();
        }
        try (Peer peer = server.connect()) {
            assertThat(peer.say(words(0x8000_0000 | Limits.DEFAULT.record() + 1))
                            .isLeft())
                    .isTrue();
        }
        assertThat(server.network.buffers().lent()).isEqualTo(before);
    }

    @Test
    void fragmentsThatAddUpAboveTheLimitEndTheConnection() throws IOException {
        try (Peer peer = server.connect()) {
            peer.say(fragment(new byte[1 << 20]), words(1 << 20));
            assertThat(peer.isLeft()).isTrue();
        }
    }

    @Test
    void thousandsOfTinyFragmentsEndTheConnection() throws IOException {
        byte[][] fragments = Collections.nCopies(5000, fragment(new byte[1])).toArray(byte[][]::new);
        try (Peer peer = server.connect()) {
            assertThat(peer.say(fragments).isLeft()).isTrue();
        }
    }

    @Test
    void halfARecordAndThenSilenceEndsTheConnection() throws IOException {
        byte[] half = Arrays.copyOf(record(call(1, TestProgram.INLINE, 7)), 20);
        try (Peer peer = server.connect()) {
            peer.say(record(call(0, TestProgram.INLINE, 7)), half).hear();
            server.pass(Limits.DEFAULT.recordTime().plusSeconds(1));
            assertThat(peer.isLeft()).isTrue();
        }
    }

    @Test
    void aByteASecondEndsTheConnection() throws IOException {
        byte[] slowly = record(new byte[1000]);
        try (Peer peer = server.connect()) {
            peer.say(record(call(0, TestProgram.INLINE, 7)), Arrays.copyOf(slowly, 1));
            peer.hear();
            for (int i = 1; i < 900; i++) {
                server.pass(Duration.ofSeconds(1));
                peer.say(Arrays.copyOfRange(slowly, i, i + 1));
            }
            assertThat(peer.isLeft()).isTrue();
        } catch (IOException closedMeanwhile) {
            // The loop was slower than the server.
        }
        await().until(() -> server.heard.contains("incomplete record"));
    }

    @Test
    void anIdleConnectionEnds() throws IOException {
        try (Peer peer = server.connect()) {
            peer.call(call(1, TestProgram.INLINE, 7)).hear();
            server.pass(Limits.DEFAULT.idle().plusSeconds(1));
            assertThat(peer.isLeft()).isTrue();
        }
        await().until(() -> server.heard.contains("idle"));
    }

    @Test
    void aConnectionWithCallsStaysAsLongAsTheyCome() throws IOException {
        try (Peer peer = server.connect()) {
            for (int i = 0; i < 10; i++) {
                server.pass(Limits.DEFAULT.idle().minusSeconds(1));
                assertThat(peer.call(call(i, TestProgram.INLINE, 7)).hear()).isEqualTo(success(i, 7));
            }
        }
    }

    @Test
    void aReplySentToTheServerIsDropped() throws IOException {
        try (Peer peer = server.connect()) {
            peer.call(success(5, 5)).call(call(6, TestProgram.INLINE, 6));
            assertThat(peer.hear()).isEqualTo(success(6, 6));
        }
    }

    @Test
    void aHeaderCutAnywhereIsDropped() throws IOException {
        byte[] whole = call(1, TestProgram.INLINE);
        try (Peer peer = server.connect()) {
            for (int length = 0; length < whole.length; length++) {
                peer.call(Arrays.copyOf(whole, length)).call(call(6, TestProgram.INLINE, 6));
                assertThat(peer.hear()).isEqualTo(success(6, 6));
            }
        }
    }

    @Test
    void resetsInTheMiddleOfAnswersHarmNobody() throws IOException {
        server.program.task = (argument, call) -> {
            var data = call.payload(1 << 20);
            return out -> out.writeOpaque(data);
        };
        for (int i = 0; i < 20; i++) {
            Peer peer = server.connect();
            for (int j = 0; j < 8; j++) {
                peer.call(call(j, j % 2 == 0 ? TestProgram.TASK : TestProgram.POOL_TASK, 0));
            }
            peer.reset();
        }
    }
}
