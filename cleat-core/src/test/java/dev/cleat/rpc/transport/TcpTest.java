package dev.cleat.rpc.transport;

import static dev.cleat.rpc.Messages.accepted;
import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.fragment;
import static dev.cleat.rpc.Messages.record;
import static dev.cleat.rpc.Messages.success;
import static dev.cleat.rpc.Messages.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.Messages;
import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.TestProgram.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations that clients have: group 6 of what a server must survive, order and fairness. */
@Timeout(60)
class TcpTest {
    private TestServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {TestProgram.INLINE, TestProgram.POOL, TestProgram.FIRST, TestProgram.VIRTUAL})
    void aCallIsAnsweredWhereverItRuns(int procedure) throws IOException {
        try (Peer peer = server.connect()) {
            assertThat(peer.call(call(7, procedure, 42)).hear()).isEqualTo(success(7, 42));
        }
    }

    @Test
    void connectionsThatComeAndGoDoNotBringTheOthersOntoOneThread() throws IOException {
        try (Peer first = server.connect()) {
            first.call(call(7, TestProgram.INLINE, 42)).hear();
            try (Peer passing = server.connect()) {
                passing.call(call(8, TestProgram.INLINE, 42)).hear();
            }
            Awaitility.await().until(() -> server.network.connections() == 1);
            try (Peer second = server.connect()) {
                second.call(call(9, TestProgram.INLINE, 42)).hear();
                assertThat(server.network.idlestLoop().connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void aRecordMayComeByteByByte() throws IOException {
        try (Peer peer = server.connect()) {
            for (byte one : record(call(7, TestProgram.INLINE, 42))) {
                peer.say(new byte[] {one});
            }
            assertThat(peer.hear()).isEqualTo(success(7, 42));
        }
    }

    @Test
    void recordsMayComeInFragments() throws IOException {
        byte[] message = call(7, TestProgram.INLINE, 42);
        try (Peer peer = server.connect()) {
            peer.say(
                    fragment(Arrays.copyOf(message, 13)),
                    fragment(new byte[0]),
                    record(Arrays.copyOfRange(message, 13, message.length)),
                    record(call(8, TestProgram.INLINE, 43)));
            assertThat(peer.hear()).isEqualTo(success(7, 42));
            assertThat(peer.hear()).isEqualTo(success(8, 43));
        }
    }

    @Test
    void aRecordMayHaveAThousandFragments() throws IOException {
        byte[] message = call(7, TestProgram.INLINE, 42);
        try (Peer peer = server.connect()) {
            for (int i = 0; i < 1000; i++) {
                peer.say(fragment(i < message.length ? new byte[] {message[i]} : new byte[0]));
            }
            assertThat(peer.say(record(new byte[0])).hear()).isEqualTo(success(7, 42));
        }
    }

    @Test
    void everySplitOfTwoRecordsIsUnderstood() throws IOException {
        byte[] both = Messages.join(record(call(1, TestProgram.INLINE, 11)), record(call(2, TestProgram.INLINE, 22)));
        try (Peer peer = server.connect()) {
            for (int cut = 1; cut < both.length; cut++) {
                peer.say(Arrays.copyOf(both, cut));
                peer.say(Arrays.copyOfRange(both, cut, both.length));
                assertThat(peer.hear()).isEqualTo(success(1, 11));
                assertThat(peer.hear()).isEqualTo(success(2, 22));
            }
        }
    }

    @Test
    void aSlowCallHoldsUpNoOther() throws IOException, InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        server.program.task = (argument, call) -> {
            await(later);
            return new Value(argument);
        };
        try (Peer peer = server.connect()) {
            peer.call(call(1, TestProgram.POOL_TASK, 1));
            assertThat(peer.call(call(2, TestProgram.INLINE, 2)).hear()).isEqualTo(success(2, 2));
            assertThat(peer.call(call(3, TestProgram.POOL, 3)).hear()).isEqualTo(success(3, 3));
            later.countDown();
            assertThat(peer.hear()).isEqualTo(success(1, 1));
        }
    }

    @Test
    void noAnswerWaitsForACallThatHangs() throws IOException {
        CountDownLatch later = new CountDownLatch(1);
        server.program.task = (argument, call) -> {
            await(later);
            return new Value(argument);
        };
        try (Peer peer = server.connect()) {
            for (int hanging = 1; hanging < TestServer.WORKERS; hanging++) {
                byte[][] calls = new byte[12][];
                Arrays.setAll(calls, i -> record(call(i, i == 11 ? TestProgram.POOL_TASK : TestProgram.POOL, i)));
                peer.say(calls);
                BitSet heard = new BitSet();
                for (int i = 0; i < 11; i++) {
                    heard.set(ByteBuffer.wrap(peer.hear()).getInt());
                }
                assertThat(heard.length()).isEqualTo(11);
            }
            later.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TestProgram.INLINE, TestProgram.POOL, TestProgram.FIRST, TestProgram.VIRTUAL})
    void tenThousandCallsAtOnceAreAllAnswered(int procedure) throws IOException, InterruptedException {
        try (Peer peer = server.connect()) {
            Thread speaker = Thread.startVirtualThread(() -> sayAll(peer, procedure, 10_000));
            Set<Integer> answered = new HashSet<>();
            for (int i = 0; i < 10_000; i++) {
                byte[] reply = peer.hear();
                int xid = ByteBuffer.wrap(reply).getInt();
                assertThat(reply).isEqualTo(success(xid, xid));
                answered.add(xid);
            }
            assertThat(answered).hasSize(10_000);
            speaker.join();
        }
    }

    @Test
    void aFloodOnOneConnectionHoldsUpNoOther() throws IOException, InterruptedException {
        try (Peer flood = server.connect();
                Peer otherThread = server.connect();
                Peer sameThread = server.connect()) {
            Thread speaker = Thread.startVirtualThread(() -> sayAll(flood, TestProgram.INLINE, 10_000));
            assertThat(sameThread.call(call(1, TestProgram.INLINE, 1)).hear()).isEqualTo(success(1, 1));
            assertThat(otherThread.call(call(2, TestProgram.INLINE, 2)).hear()).isEqualTo(success(2, 2));
            for (int i = 0; i < 10_000; i++) {
                assertThat(flood.hear()).isEqualTo(success(i, i));
            }
            speaker.join();
        }
    }

    @Test
    void whoEndsItsOutputStillGetsItsAnswers() throws IOException {
        CountDownLatch later = new CountDownLatch(1);
        server.program.task = (argument, call) -> {
            await(later);
            return new Value(argument);
        };
        try (Peer peer = server.connect()) {
            peer.call(call(1, TestProgram.POOL_TASK, 5));
            peer.endOutput();
            later.countDown();
            assertThat(peer.hear()).isEqualTo(success(1, 5));
            assertThat(peer.isLeft()).isTrue();
        }
    }

    @Test
    void aRecordAndItsMarkComeInOneSegment() throws IOException {
        try (Peer peer = server.connect()) {
            assertThat(peer.call(call(1, TestProgram.INLINE, 5)).hearSegment()).isEqualTo(record(success(1, 5)));
            assertThat(peer.call(call(2, TestProgram.POOL, 6)).hearSegment()).isEqualTo(record(success(2, 6)));
        }
    }

    @Test
    void resultsThatCannotBeWrittenDoNotSpoilTheStream() throws IOException {
        server.program.task = (argument, call) -> {
            ByteBuffer payload = call.payload(100_000);
            return out -> {
                out.writeOpaque(payload);
                out.writeOpaque(payload);
                for (int i = 0; i < argument; i++) {
                    out.writeLong(i);
                }
                throw new IllegalStateException("cannot be written");
            };
        };
        try (Peer peer = server.connect()) {
            for (int times = 1; times < 100_000; times *= 10) {
                peer.say(
                        record(call(1, TestProgram.INLINE, 1)),
                        record(call(2, TestProgram.TASK, times)),
                        record(call(3, TestProgram.INLINE, 3)));
                assertThat(peer.hear()).isEqualTo(success(1, 1));
                assertThat(peer.hear()).isEqualTo(accepted(2, 5));
                assertThat(peer.hear()).isEqualTo(success(3, 3));
                assertThat(peer.call(call(4, TestProgram.POOL_TASK, times)).hear())
                        .isEqualTo(accepted(4, 5));
            }
        }
    }

    @Test
    void anAnswerOfAMebibyteArrivesWhole() throws IOException {
        byte[] data = new byte[1 << 20];
        new Random(1).nextBytes(data);
        server.program.task = (argument, call) -> {
            ByteBuffer payload = call.payload(data.length).put(data).flip();
            return out -> out.writeOpaque(payload);
        };
        try (Peer peer = server.connect()) {
            for (int i = 0; i < 16; i++) {
                peer.call(call(i, i % 2 == 0 ? TestProgram.TASK : TestProgram.POOL_TASK, 0));
            }
            for (int i = 0; i < 16; i++) {
                byte[] reply = peer.hear();
                assertThat(reply).hasSize(24 + 4 + data.length);
                assertThat(Arrays.equals(reply, 28, reply.length, data, 0, data.length))
                        .isTrue();
            }
        }
    }

    @Test
    void aCallOfAMebibyteArrivesWhole() throws IOException {
        byte[] data = new byte[1 << 20];
        Arrays.fill(data, (byte) 1);
        byte[] message = Messages.join(call(9, TestProgram.SUM), words(data.length), data);
        byte[] odd = Messages.join(call(8, TestProgram.SUM), words(65537), Arrays.copyOf(data, 65540));
        try (Peer peer = server.connect()) {
            assertThat(peer.call(message).hear()).isEqualTo(success(9, 1 << 20));
            assertThat(peer.call(odd).hear()).isEqualTo(success(8, 65537));
            assertThat(peer.call(message).hear()).isEqualTo(success(9, 1 << 20));
            assertThat(peer.call(call(10, TestProgram.INLINE, 3)).hear()).isEqualTo(success(10, 3));
        }
    }

    private static void sayAll(Peer peer, int procedure, int count) {
        byte[][] calls = new byte[count][];
        Arrays.setAll(calls, i -> record(call(i, procedure, i)));
        try {
            peer.say(calls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
