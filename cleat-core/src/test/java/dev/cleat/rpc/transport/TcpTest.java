package dev.cleat.rpc.transport;

import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.fragment;
import static dev.cleat.rpc.Messages.record;
import static dev.cleat.rpc.Messages.success;
import static dev.cleat.rpc.Messages.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.Messages;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.Workers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpTest {
    private final TestProgram program = new TestProgram();
    private Workers workers;
    private Network network;
    private Endpoint endpoint;

    @BeforeEach
    void serve() throws Exception {
        workers = new Workers(4, 64, 64, Thread.ofPlatform().factory());
        network = Network.builder().eventThreads(2).open();
        RpcServer server =
                RpcServer.builder(workers).service(program.service(3)).build();
        endpoint = network.listenTcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), server);
    }

    @AfterEach
    void stop() {
        assertThat(network.close(java.time.Duration.ofSeconds(5))).isTrue();
        workers.close();
        assertThat(network.buffers().lent()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {TestProgram.INLINE, TestProgram.POOL, TestProgram.FIRST, TestProgram.VIRTUAL})
    void aCallIsAnsweredWhereverItRuns(int procedure) throws Exception {
        try (Peer peer = new Peer(endpoint.address())) {
            assertThat(peer.call(call(7, procedure, 42)).hear()).isEqualTo(success(7, 42));
        }
    }

    @Test
    void aRecordMayComeByteByByte() throws Exception {
        try (Peer peer = new Peer(endpoint.address())) {
            for (byte one : record(call(7, TestProgram.INLINE, 42))) {
                peer.say(new byte[] {one});
            }
            assertThat(peer.hear()).isEqualTo(success(7, 42));
        }
    }

    @Test
    void recordsMayComeInFragments() throws Exception {
        byte[] message = call(7, TestProgram.INLINE, 42);
        try (Peer peer = new Peer(endpoint.address())) {
            peer.say(
                    fragment(Arrays.copyOf(message, 13)),
                    fragment(new byte[0]),
                    record(Arrays.copyOfRange(message, 13, message.length)),
                    record(call(8, TestProgram.INLINE, 43)));
            assertThat(peer.hear()).isEqualTo(success(7, 42));
            assertThat(peer.hear()).isEqualTo(success(8, 43));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TestProgram.INLINE, TestProgram.POOL, TestProgram.VIRTUAL})
    void tenThousandCallsAtOnceAreAllAnswered(int procedure) throws Exception {
        try (Peer peer = new Peer(endpoint.address())) {
            Thread speaker = Thread.startVirtualThread(() -> {
                try {
                    byte[][] calls = new byte[10_000][];
                    Arrays.setAll(calls, i -> record(call(i, procedure, i)));
                    peer.say(Messages.join(calls));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            Set<Integer> answered = new HashSet<>();
            for (int i = 0; i < 10_000; i++) {
                byte[] reply = peer.hear();
                int xid = java.nio.ByteBuffer.wrap(reply).getInt();
                assertThat(reply).isEqualTo(success(xid, xid));
                answered.add(xid);
            }
            assertThat(answered).hasSize(10_000);
            speaker.join();
        }
    }

    @Test
    void aRecordAboveTheLimitEndsTheConnection() throws Exception {
        try (Peer peer = new Peer(endpoint.address())) {
            assertThat(peer.say(words(0x8000_0000 | Limits.DEFAULT.record() + 1))
                            .isLeft())
                    .isTrue();
        }
    }
}
