package dev.cleat.rpc.transport;

import static dev.cleat.rpc.Messages.accepted;
import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.join;
import static dev.cleat.rpc.Messages.success;
import static dev.cleat.rpc.Messages.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.TestProgram.Value;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each datagram is a message, and so is each answer. */
@Timeout(60)
class UdpTest {
    private static final int BURST = 32;

    private TestServer server;
    private DatagramSocket client;

    @BeforeEach
    void serve() throws IOException {
        server = new TestServer();
        client = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        client.setSoTimeout(20_000);
        client.setReceiveBufferSize(1 << 20);
        client.connect(server.udp);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private UdpTest say(byte[] message) throws IOException {
        client.send(new DatagramPacket(message, message.length));
        return this;
    }

    private byte[] hear() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        client.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Test
    void oneThatMayWaitAndComesAloneIsCarriedOutByTheThreadThatReadIt() {
        AtomicReference<Thread> last = new AtomicReference<>();
        server.program.task = (argument, call) -> {
            last.set(Thread.currentThread());
            return new Value(argument);
        };
        await().until(() -> {
            server.pass(Duration.ofSeconds(2));
            say(call(1, TestProgram.POOL_TASK, 1)).hear();
            Thread mayWait = last.get();
            say(call(2, TestProgram.TASK, 1)).hear();
            return last.get().equals(mayWait);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {TestProgram.INLINE, TestProgram.POOL, TestProgram.FIRST, TestProgram.VIRTUAL})
    void aCallIsAnsweredWhereverItRuns(int procedure) throws IOException {
        assertThat(say(call(7, procedure, 42)).hear()).isEqualTo(success(7, 42));
    }

    @Test
    void whatIsNoCallIsDropped() throws IOException {
        byte[] whole = call(1, TestProgram.INLINE);
        for (int length = 0; length < whole.length; length++) {
            say(Arrays.copyOf(whole, length));
        }
        say(success(5, 5)).say(call(7, TestProgram.INLINE, 42));
        assertThat(hear()).isEqualTo(success(7, 42));
    }

    @Test
    void callsAndAnswersOf32KibibytesArriveWhole() throws IOException {
        byte[] data = new byte[32 * 1024];
        Arrays.fill(data, (byte) 1);
        server.program.task = (argument, call) -> {
            ByteBuffer payload = call.payload(data.length).put(data).flip();
            return out -> out.writeOpaque(payload);
        };
        for (int odd = 0; odd < 2; odd++) {
            byte[] sum = join(call(8, TestProgram.SUM), words(data.length - odd), data);
            assertThat(say(sum).hear()).isEqualTo(success(8, data.length - odd));
        }
        assertThat(say(call(9, TestProgram.TASK, 0)).hear()).isEqualTo(join(success(9, data.length), data));
        assertThat(say(call(9, TestProgram.POOL_TASK, 0)).hear()).isEqualTo(join(success(9, data.length), data));
    }

    @ParameterizedTest
    @ValueSource(ints = {TestProgram.TASK, TestProgram.POOL_TASK})
    void anAnswerThatFitsIntoNoDatagramIsASystemError(int procedure) throws IOException {
        server.program.task = (argument, call) -> out -> {
            for (int i = 0; i < argument; i++) {
                out.writeInt(i);
            }
        };
        int most = (UdpSocket.MAX_DATAGRAM - 24) / 4;
        assertThat(say(call(1, procedure, most)).hear()).hasSize(24 + 4 * most);
        assertThat(say(call(2, procedure, most + 1)).hear()).isEqualTo(accepted(2, 5));
        assertThat(say(call(3, procedure, 1_000_000)).hear()).isEqualTo(accepted(3, 5));
    }

    @Test
    void aRepeatedCallGetsTheFirstAnswer() throws IOException {
        assertThat(say(call(7, TestProgram.COUNT, 0)).hear()).isEqualTo(success(7, 1));
        assertThat(say(call(7, TestProgram.COUNT, 0)).hear()).isEqualTo(success(7, 1));
        assertThat(say(call(8, TestProgram.COUNT, 0)).hear()).isEqualTo(success(8, 2));
    }

    @Test
    void aBurstIsAnsweredCompletely() throws IOException {
        BitSet heard = new BitSet();
        for (int i = 0; i < 200; i++) {
            say(call(i, i % 2 == 0 ? TestProgram.INLINE : TestProgram.POOL, i));
        }
        for (int i = 0; i < 200; i++) {
            heard.set(ByteBuffer.wrap(hear()).getInt());
        }
        assertThat(heard.cardinality()).isEqualTo(200);
    }

    /** A call that is lost would be sent again by its client; here nobody does, so none may be lost. */
    @ParameterizedTest
    @ValueSource(ints = {TestProgram.SUM, TestProgram.TASK})
    void nothingIsLostOfABurstOf32KibibyteDatagrams(int procedure) throws IOException {
        Assumptions.assumeTrue(
                server.heard.stream().noneMatch(line -> line.contains("net.core.rmem_max")),
                "the kernel lends less than bursts need");
        client.setReceiveBufferSize(UdpSocket.wanted());
        Assumptions.assumeTrue(
                client.getReceiveBufferSize() >= UdpSocket.wanted(),
                "the kernel lends the client less than bursts need");
        byte[] data = new byte[32 * 1024];
        server.program.task = (argument, call) -> out -> out.writeOpaque(ByteBuffer.wrap(data));
        byte[] body = procedure == TestProgram.SUM ? join(words(data.length), data) : words(0);
        for (int i = 0; i < BURST; i++) {
            say(join(call(i, procedure), body));
        }
        BitSet heard = new BitSet();
        for (int i = 0; i < BURST; i++) {
            heard.set(ByteBuffer.wrap(hear()).getInt());
        }
        assertThat(heard.cardinality()).isEqualTo(BURST);
    }

    @Test
    void aFullQueueOfCallsStopsReadingUntilThereIsRoom() throws IOException {
        CountDownLatch later = new CountDownLatch(1);
        server.program.task = (argument, call) -> {
            TcpTest.await(later);
            return new Value(argument);
        };
        for (int i = 0; i < 100; i++) {
            say(call(i, TestProgram.POOL_TASK, i));
        }
        await().until(() -> !server.rpc.workers().ready());
        later.countDown();
        BitSet heard = new BitSet();
        for (int i = 0; i < 100; i++) {
            heard.set(ByteBuffer.wrap(hear()).getInt());
        }
        assertThat(heard.cardinality()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void anAnswerComesFromTheAddressThatWasAsked(String wildcard) throws IOException {
        // Reached from one address of this machine to another, a wildcard socket would answer from the first.
        Endpoint everywhere = server.network.listenUdp(new InetSocketAddress(wildcard, 0), server.rpc);
        int port = everywhere.address().getPort();
        for (InetAddress address : Addresses.localLike(InetAddress.getByName(wildcard))) {
            try (DatagramSocket asking = new DatagramSocket()) {
                asking.setSoTimeout(20_000);
                byte[] message = call(7, TestProgram.INLINE, 42);
                asking.send(new DatagramPacket(message, message.length, address, port));
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                asking.receive(packet);
                assertThat(packet.getSocketAddress()).isEqualTo(new InetSocketAddress(address, port));
                assertThat(Arrays.copyOf(packet.getData(), packet.getLength())).isEqualTo(success(7, 42));
            }
        }
        everywhere.close();
    }

    @Test
    void aSmallReceiveBufferIsToldOnce() {
        assertThat(server.heard.stream()
                        .filter(line -> line.contains("net.core.rmem_max"))
                        .count())
                .isLessThanOrEqualTo(1);
    }
}
