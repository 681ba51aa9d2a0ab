package dev.cleat.rpc.transport;

import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.record;
import static dev.cleat.rpc.Messages.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.TestProgram.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that may wait, and comes alone, is carried out by the thread that read it, and holds up nobody. */
@Timeout(60)
class KeptCallTest {
    private static final int SLOW = 77;

    private final CountDownLatch later = new CountDownLatch(1);
    private final AtomicReference<Thread> last = new AtomicReference<>();
    private final Set<Thread> slow = ConcurrentHashMap.newKeySet();

    @AfterEach
    void letGo() {
        later.countDown();
    }

    private Value carryOut(int argument) {
        Thread current = Thread.currentThread();
        if (argument == SLOW) {
            slow.add(current);
            TcpTest.await(later);
        } else {
            last.set(current);
        }
        return new Value(argument);
    }

    private TestServer serve() throws IOException {
        TestServer server = new TestServer();
        server.program.task = (argument, call) -> carryOut(argument);
        return server;
    }

    /** Which thread carries such a call out, if nobody else has one. */
    private Thread threadOf(Peer peer, int procedure) throws IOException {
        peer.call(call(1, procedure, 1));
        assertThat(peer.hear()).isEqualTo(success(1, 1));
        return last.get();
    }

    private boolean isKept(Peer peer) throws IOException {
        return threadOf(peer, TestProgram.POOL_TASK).equals(threadOf(peer, TestProgram.TASK));
    }

    /** One that happens to take long, as the first ones may, is not followed by another for a while. */
    private void awaitKept(TestServer server, Peer peer) {
        await().until(() -> {
            server.pass(Duration.ofSeconds(2));
            return isKept(peer);
        });
    }

    @Test
    void aCallAloneIsCarriedOutByTheThreadThatReadIt() throws IOException {
        try (TestServer server = serve();
                Peer peer = server.connect()) {
            awaitKept(server, peer);
        }
    }

    @Test
    void whileAKeptCallWaitsAnotherThreadReads() throws IOException {
        try (TestServer server = serve();
                Peer peer = server.connect()) {
            awaitKept(server, peer);
            Thread before = last.get();
            peer.call(call(2, TestProgram.POOL_TASK, SLOW));
            await().until(() -> slow.size() == 1);
            Thread after = threadOf(peer, TestProgram.TASK);
            assertThat(slow).containsExactly(before);
            assertThat(after).isNotEqualTo(before);
            later.countDown();
            assertThat(peer.hear()).isEqualTo(success(2, SLOW));
        }
    }

    @Test
    void noneIsKeptForAWhileAfterOneThatTookLong() throws IOException {
        try (TestServer server = serve();
                Peer peer = server.connect()) {
            awaitKept(server, peer);
            peer.call(call(2, TestProgram.POOL_TASK, SLOW));
            await().until(() -> slow.size() == 1);
            threadOf(peer, TestProgram.TASK);
            later.countDown();
            assertThat(peer.hear()).isEqualTo(success(2, SLOW));
            for (int i = 0; i < 20; i++) {
                assertThat(isKept(peer)).isFalse();
            }
            awaitKept(server, peer);
        }
    }

    @Test
    void callsThatComeTogetherArePassedOn() throws IOException {
        try (TestServer server = serve();
                Peer peer = server.connect()) {
            awaitKept(server, peer);
            Thread reader = last.get();
            byte[] another = record(call(2, TestProgram.POOL_TASK, SLOW));
            peer.say(another, another, another);
            await().until(() -> slow.size() == 3);
            assertThat(slow).doesNotContain(reader);
            later.countDown();
            for (int i = 0; i < 3; i++) {
                assertThat(peer.hear()).isEqualTo(success(2, SLOW));
            }
        }
    }

    @Test
    void oneThatComesWhileAnotherIsUnderWayIsPassedOn() throws IOException {
        try (TestServer server = serve();
                Peer peer = server.connect()) {
            awaitKept(server, peer);
            peer.say(record(call(2, TestProgram.POOL_TASK, SLOW)), record(call(3, TestProgram.POOL_TASK, SLOW)));
            await().until(() -> slow.size() == 2);
            Thread reader = threadOf(peer, TestProgram.TASK);
            peer.call(call(4, TestProgram.POOL_TASK, SLOW));
            await().until(() -> slow.size() == 3);
            assertThat(slow).doesNotContain(reader);
            later.countDown();
            for (int i = 0; i < 3; i++) {
                peer.hear();
            }
        }
    }

    @Test
    void stoppingWaitsForAKeptCall() throws IOException {
        TestServer server = serve();
        try (Peer peer = server.connect()) {
            awaitKept(server, peer);
            peer.call(call(2, TestProgram.POOL_TASK, SLOW));
            await().until(() -> slow.size() == 1);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
            await().until(() -> isRefused(server));
            assertThat(closed).isNotDone();
            later.countDown();
            assertThat(peer.hear()).isEqualTo(success(2, SLOW));
            closed.join();
        }
    }

    private static boolean isRefused(TestServer server) {
        try (Peer late = server.connect()) {
            return late.isLeft();
        } catch (IOException refused) {
            return true;
        }
    }
}
