package dev.cleat.rpc.transport;

import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.record;
import static dev.cleat.rpc.Messages.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.TestProgram.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client may take is bounded, whatever it sends, and so is the time that stopping takes. */
@Timeout(60)
class BackPressureTest {
    private static final int MIB = 1 << 20;

    @Test
    void callsInFlightAreBounded() throws IOException {
        CountDownLatch later = new CountDownLatch(1);
        try (TestServer server = new TestServer(Limits.DEFAULT.withCallsInFlight(8));
                Peer peer = server.connect()) {
            server.program.task = (argument, call) -> {
                TcpTest.await(later);
                return new Value(argument);
            };
            long before = server.network.buffers().lent();
            byte[][] calls = new byte[10_000][];
            Arrays.setAll(calls, i -> record(call(i, TestProgram.POOL_TASK, i)));
            peer.say(calls);
            await().until(() -> server.network.buffers().lent() > before + 8 * 1024);
            // Eight messages, and what was received behind them.
            assertThat(server.network.buffers().lent()).isLessThan(before + 9 * 1024 + 2 * EventLoop.RECEIVE_BYTES);
            later.countDown();
            hearAll(peer, 10_000);
        }
    }

    @Test
    void aFullQueueOfCallsStopsReadingUntilThereIsRoom() throws IOException {
        CountDownLatch later = new CountDownLatch(1);
        try (TestServer server = new TestServer();
                Peer one = server.connect();
                Peer two = server.connect()) {
            server.program.task = (argument, call) -> {
                TcpTest.await(later);
                return new Value(argument);
            };
            byte[][] calls = new byte[100][];
            Arrays.setAll(calls, i -> record(call(i, TestProgram.POOL_TASK, i)));
            one.say(calls);
            two.say(calls);
            await().until(() -> !server.rpc.workers().ready());
            later.countDown();
            hearAll(one, 100);
            hearAll(two, 100);
        }
    }

    @Test
    void aClientThatNeverReadsIsNoLongerRead() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (TestServer server = new TestServer();
                Peer deaf = server.connectWithSmallBuffer();
                Peer other = server.connect()) {
            server.program.task = (argument, call) -> {
                calls.incrementAndGet();
                ByteBuffer data = call.payload(MIB);
                return out -> out.writeOpaque(data);
            };
            for (int i = 0; i < 60; i++) {
                deaf.call(call(i, TestProgram.TASK, i));
            }
            await().until(() -> server.network.buffers().lent() > 2 * MIB);
            assertThat(other.call(call(1, TestProgram.INLINE, 5)).hear()).isEqualTo(success(1, 5));
            assertThat(server.network.buffers().lent()).isLessThan(8 * MIB);
            assertThat(calls.get()).isLessThan(40);
            for (int i = 0; i < 60; i++) {
                assertThat(deaf.hear()).hasSize(24 + 4 + MIB);
            }
        }
    }

    @Test
    void aClientThatNeverReadsIsLeftAfterAWhile() throws IOException {
        try (TestServer server = new TestServer();
                Peer deaf = server.connectWithSmallBuffer()) {
            server.program.task = (argument, call) -> {
                ByteBuffer data = call.payload(MIB);
                return out -> out.writeOpaque(data);
            };
            for (int i = 0; i < 50; i++) {
                deaf.call(call(i, TestProgram.TASK, i));
            }
            await().until(() -> server.network.buffers().lent() > 2 * MIB);
            server.pass(Limits.DEFAULT.stall().plusSeconds(1));
            await().until(() -> server.heard.contains("takes no answers"));
        }
    }

    @Test
    void aClientThatReadsSlowlyIsNotLeft() throws IOException {
        try (TestServer server = new TestServer();
                Peer slow = server.connectWithSmallBuffer()) {
            server.program.task = (argument, call) -> {
                ByteBuffer data = call.payload(MIB);
                return out -> out.writeOpaque(data);
            };
            for (int i = 0; i < 30; i++) {
                slow.call(call(i, TestProgram.TASK, i));
            }
            for (int i = 0; i < 30; i++) {
                server.pass(Limits.DEFAULT.stall().dividedBy(10));
                assertThat(slow.hear()).hasSize(24 + 4 + MIB);
            }
        }
    }

    @Test
    void nothingMoreIsReadWhileTheBuffersAreLent() throws IOException {
        try (TestServer server = new TestServer(Limits.DEFAULT.withBuffers(3 * MIB));
                Peer deaf = server.connectWithSmallBuffer();
                Peer alsoDeaf = server.connectWithSmallBuffer();
                Peer other = server.connect()) {
            server.program.task = (argument, call) -> {
                ByteBuffer data = call.payload(MIB);
                return out -> out.writeOpaque(data);
            };
            for (int i = 0; i < 50; i++) {
                deaf.call(call(i, TestProgram.TASK, i));
                alsoDeaf.call(call(i, TestProgram.TASK, i));
            }
            await().until(() -> server.network.buffers().exhausted());
            other.call(call(1, TestProgram.INLINE, 5));
            assertThat(server.network.buffers().lent()).isLessThan(6 * MIB);
            CompletableFuture<Void> meanwhile = CompletableFuture.runAsync(() -> hearFifty(alsoDeaf));
            hearFifty(deaf);
            meanwhile.join();
            assertThat(other.hear()).isEqualTo(success(1, 5));
        }
    }

    private static void hearFifty(Peer peer) {
        try {
            for (int i = 0; i < 50; i++) {
                assertThat(peer.hear()).hasSize(24 + 4 + MIB);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whileBuffersAreShortAClientThatDoesNotReadIsLeftSooner() throws IOException {
        try (TestServer server = new TestServer(Limits.DEFAULT.withBuffers(2 * MIB));
                Peer deaf = server.connectWithSmallBuffer();
                Peer other = server.connect()) {
            server.program.task = (argument, call) -> {
                ByteBuffer data = call.payload(MIB);
                return out -> out.writeOpaque(data);
            };
            for (int i = 0; i < 50; i++) {
                deaf.call(call(i, TestProgram.TASK, i));
            }
            await().until(() -> server.network.buffers().exhausted());
            other.call(call(1, TestProgram.INLINE, 5));
            server.pass(Duration.ofSeconds(6));
            assertThat(other.hear()).isEqualTo(success(1, 5));
        }
    }

    @Test
    void connectionsAreLimitedByAddress() throws IOException {
        try (TestServer server = new TestServer(Limits.DEFAULT.withConnections(10, 2))) {
            Peer one = server.connect();
            Peer two = server.connect();
            two.call(call(1, TestProgram.INLINE, 5)).hear();
            try (Peer three = server.connect()) {
                assertThat(three.isLeft()).isTrue();
            }
            one.close();
            await().until(() -> server.network.connections() == 1);
            try (Peer again = server.connect()) {
                assertThat(again.call(call(1, TestProgram.INLINE, 5)).hear()).isEqualTo(success(1, 5));
            }
            two.close();
        }
    }

    @Test
    void aRecordingShowsConnectionsThatAreRefused(@TempDir Path folder) throws IOException {
        try (TestServer server = new TestServer(Limits.DEFAULT.withConnections(10, 1));
                Recording recording = new Recording()) {
            recording.enable("dev.cleat.Refusal");
            recording.start();
            Peer one = server.connect();
            one.call(call(1, TestProgram.INLINE, 5)).hear();
            try (Peer two = server.connect()) {
                assertThat(two.isLeft()).isTrue();
            }
            one.close();
            recording.stop();
            Path to = folder.resolve("recording.jfr");
            recording.dump(to);
            assertThat(RecordingFile.readAllEvents(to))
                    .extracting(event -> event.getString("why"))
                    .containsExactly("too many connections");
        }
    }

    @Test
    void idleConnectionsHoldNoBuffer() throws IOException {
        try (TestServer server = new TestServer()) {
            long before = server.network.buffers().lent();
            Peer[] peers = new Peer[200];
            for (int i = 0; i < peers.length; i++) {
                peers[i] = server.connect();
                peers[i].call(call(i, TestProgram.POOL, i)).hear();
            }
            await().until(() -> server.network.buffers().lent() == before);
            for (Peer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void stoppingWaitsForCallsInFlight() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch later = new CountDownLatch(1);
        try (TestServer server = new TestServer();
                Peer peer = server.connect()) {
            server.program.task = (argument, call) -> {
                begun.countDown();
                TcpTest.await(later);
                return new Value(argument);
            };
            peer.call(call(1, TestProgram.POOL_TASK, 8));
            begun.await();
            CompletableFuture<Boolean> stopped =
                    CompletableFuture.supplyAsync(() -> server.network.close(Duration.ofSeconds(20)));
            await().until(() -> isRefused(server));
            peer.call(call(2, TestProgram.INLINE, 9));
            later.countDown();
            assertThat(peer.hear()).isEqualTo(success(1, 8));
            assertThat(peer.isLeft()).isTrue();
            assertThat(stopped.get()).isTrue();
        }
    }

    @Test
    void stoppingDoesNotWaitForEver() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch later = new CountDownLatch(1);
        try (TestServer server = new TestServer();
                Peer peer = server.connect()) {
            server.program.task = (argument, call) -> {
                begun.countDown();
                TcpTest.await(later);
                return new Value(argument);
            };
            peer.call(call(1, TestProgram.POOL_TASK, 8));
            begun.await();
            server.network.close(Duration.ofMillis(100));
            assertThat(peer.isLeft()).isTrue();
            later.countDown();
        }
    }

    private static boolean isRefused(TestServer server) {
        try (Peer peer = server.connect()) {
            return peer.isLeft();
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static void hearAll(Peer peer, int count) throws IOException {
        BitSet heard = new BitSet();
        for (int i = 0; i < count; i++) {
            byte[] reply = peer.hear();
            int xid = ByteBuffer.wrap(reply).getInt();
            assertThat(reply).isEqualTo(success(xid, xid));
            heard.set(xid);
        }
        assertThat(heard.cardinality()).isEqualTo(count);
    }
}
