package dev.cleat.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cleat.rpc.Messages;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcException;
import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.TestProgram.Ask;
import dev.cleat.rpc.TestProgram.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientChannelDatagramTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Ask ASK = new Ask(TestProgram.INLINE, 1);

    /** Hears so many datagrams and answers the last. */
    private static final class Deaf implements AutoCloseable {
        final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        final List<byte[]> heard = new CopyOnWriteArrayList<>();
        final CompletableFuture<Void> ended = new CompletableFuture<>();

        Deaf(int times) throws IOException {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    answerLast(times);
                    ended.complete(null);
                } catch (IOException e) {
                    ended.completeExceptionally(e);
                }
            });
        }

        private void answerLast(int times) throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
            for (int i = 0; i < times; i++) {
                socket.receive(packet);
                heard.add(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
            int xid = ByteBuffer.wrap(packet.getData()).getInt();
            byte[] answer = Messages.success(xid, 7);
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }

        InetSocketAddress address() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static RpcClient client(InetSocketAddress server, Duration interval) throws IOException {
        return new RpcClient(ClientChannelDatagram.udp(server, SourcePort.ANY, interval), new Random(1)).within(LONG);
    }

    @Test
    void callsAreRepeatedUnchangedUntilAnswered() throws Exception {
        try (Deaf server = new Deaf(4);
                RpcClient client = client(server.address(), Duration.ofMillis(5))) {
            assertThat(client.call(ASK)).isEqualTo(new Value(7));
            byte[] first = server.heard.getFirst();
            assertThat(server.heard)
                    .hasSize(4)
                    .allSatisfy(repeated -> assertThat(repeated).isEqualTo(first));
        }
    }

    @Test
    void callsAreNotRepeatedBeforeTheInterval() throws Exception {
        try (Deaf server = new Deaf(1);
                RpcClient client = client(server.address(), LONG)) {
            assertThat(client.call(ASK)).isEqualTo(new Value(7));
            assertThat(server.heard).hasSize(1);
        }
    }

    @Test
    void silenceEndsTheCall() throws Exception {
        Duration brief = Duration.ofMillis(40);
        try (Deaf server = new Deaf(1000);
                RpcClient client = client(server.address(), Duration.ofMillis(10))) {
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> client.within(brief).call(ASK))
                    .matches(e -> e.reason().equals(new RpcException.NoAnswer(brief)));
        }
    }

    @Test
    void closedPortsFailAtOnceAndMayOpenLater() throws Exception {
        InetSocketAddress address;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            address = (InetSocketAddress) free.getLocalSocketAddress();
        }
        try (RpcClient client = client(address, LONG)) {
            assertThatIOException().isThrownBy(() -> client.call(ASK));
            try (DatagramSocket late = new DatagramSocket(address)) {
                CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(late));
                assertThat(client.call(ASK)).isEqualTo(new Value(7));
                answered.join();
            }
        }
    }

    private static void answer(DatagramSocket socket) {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
            socket.receive(packet);
            byte[] answer = Messages.success(ByteBuffer.wrap(packet.getData()).getInt(), 7);
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
