package dev.cleat.rpc.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cleat.rpc.Messages;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.bind.PortmapService.Registration;
import dev.cleat.rpc.transport.ClientChannelDatagram;
import dev.cleat.rpc.transport.ClientChannelStream;
import dev.cleat.rpc.transport.SourcePort;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PortmapListenerTest {
    private static final ProgramVersion NFS = new ProgramVersion(100003, 3, "nfs3");
    private static final InetAddress IPV4 = address("127.0.0.1");
    private static final InetAddress IPV6 = address("::1");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int XID = 0x01020304;

    private final Bindings bindings = new Bindings();
    private PortmapListener listener;

    @BeforeEach
    void listen() throws IOException {
        for (Netid netid : Netid.values()) {
            bindings.add(NFS.program(), NFS.version(), netid, portOf(netid));
        }
        listener = PortmapListener.builder(bindings)
                .bind(IPV4, IPV6)
                .port(0)
                .called(Set.of(100005))
                .open();
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private static int portOf(Netid netid) {
        return switch (netid) {
            case UDP -> 2049;
            case TCP -> 2050;
            case UDP6 -> 2051;
            case TCP6 -> 2052;
        };
    }

    private static InetAddress address(String host) {
        return Objects.requireNonNull(UniversalAddress.parse(host + ".0.0")).getAddress();
    }

    private InetSocketAddress at(InetAddress host) {
        return new InetSocketAddress(host, listener.port());
    }

    private RpcClient client(Netid netid) throws IOException {
        InetSocketAddress server = at(netid.isIpv6() ? IPV6 : IPV4);
        return new RpcClient(
                        netid == Netid.UDP || netid == Netid.UDP6
                                ? ClientChannelDatagram.udp(server, SourcePort.ANY, LONG)
                                : ClientChannelStream.tcp(server, SourcePort.ANY, LONG),
                        new Random(1))
                .within(LONG);
    }

    @ParameterizedTest
    @EnumSource
    void programsAreFoundOnEveryNetwork(Netid netid) throws IOException {
        try (RpcClient client = client(netid)) {
            PortmapClient portmap = new PortmapClient(client);
            assertThat(portmap.port(NFS, netid)).isEqualTo(portOf(netid));
            assertThat(portmap.port(Bind.V4, netid)).isEqualTo(listener.port());
            assertThat(portmap.port(new ProgramVersion(100003, 4, "nfs4"), netid))
                    .isZero();
            assertThat(portmap.all()).isNotEmpty();
        }
    }

    @Test
    void addressesAreThoseThatTheQuestionCameTo() throws IOException {
        try (RpcClient client = client(Netid.UDP6)) {
            Rpcb sought = new Rpcb(NFS.program(), NFS.version(), "tcp6", "", "");
            assertThat(client.call(new RpcbGetAddr(sought)).address()).isEqualTo("::1.8.4");
        }
    }

    /** GETPORT as Windows and nfs-utils send it: every byte is written here. */
    private static final String GETPORT = "01020304 00000000 00000002 000186a0 00000002 00000003"
            + "00000000 00000000 00000000 00000000 000186a3 00000003 00000006 00000000";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private byte[] ask(byte[] datagram) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(20_000);
            socket.send(new DatagramPacket(datagram, datagram.length, at(IPV4)));
            DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
            socket.receive(answer);
            return Arrays.copyOf(answer.getData(), answer.getLength());
        }
    }

    @Test
    void portIsAnsweredByteForByte() throws IOException {
        assertThat(ask(bytes(GETPORT)))
                .isEqualTo(bytes("01020304 00000001 00000000 00000000 00000000 00000000 00000802"));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("00000003 000186a0 00000002 00000003", Messages.denied(XID, 0, 2, 2)),
                Arguments.of("00000002 000186a3 00000003 00000000", Messages.accepted(XID, 1)),
                Arguments.of("00000002 000186a0 00000005 00000003", Messages.accepted(XID, 2, 2, 4)),
                Arguments.of("00000002 000186a0 00000001 00000003", Messages.accepted(XID, 2, 2, 4)),
                Arguments.of("00000002 000186a0 00000002 00000006", Messages.accepted(XID, 3)),
                Arguments.of("00000002 000186a0 00000002 00000003", Messages.accepted(XID, 4)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsNotServedIsRefusedInTheRfcsWords(String header, byte[] answer) throws IOException {
        byte[] call = bytes("01020304 00000000" + header + "00000000 00000000 00000000 00000000");
        assertThat(ask(call)).isEqualTo(answer);
    }

    @Test
    void truncatedHeadersAreDroppedAndTheNextCallServed() throws IOException {
        byte[] whole = bytes(GETPORT);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(20_000);
            for (int length = 0; length < 40; length++) {
                socket.send(new DatagramPacket(whole, length, at(IPV4)));
            }
            byte[] last = whole.clone();
            last[3] = 99;
            socket.send(new DatagramPacket(last, last.length, at(IPV4)));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            socket.receive(answer);
            assertThat(answer.getData()[3]).isEqualTo((byte) 99);
        }
    }

    @Test
    void listsByUdpStaySmallAndOverTcpAreWhole() throws IOException {
        for (int i = 0; i < 500; i++) {
            bindings.add(300_000 + i, 1, Netid.TCP, 4000);
        }
        byte[] head = bytes("01020304 00000000 00000002 000186a0");
        byte[] none = new byte[16];
        for (int version = 2; version <= 4; version++) {
            byte[] dump = Messages.join(head, Messages.words(version, 4), none);
            assertThat(ask(dump).length).isBetween(400, 512);
        }
        try (RpcClient client = client(Netid.TCP)) {
            assertThat(client.call(new PmapDump()).mappings()).hasSizeGreaterThan(500);
            assertThat(client.call(new RpcbDump()).registrations()).hasSizeGreaterThan(500);
        }
    }

    @Test
    void recordsMayComeInFragments() throws IOException {
        byte[] call = bytes(GETPORT);
        try (Socket socket = connected()) {
            for (byte part : call) {
                socket.getOutputStream().write(Messages.fragment(new byte[] {part}));
            }
            socket.getOutputStream().write(Messages.record(new byte[0]));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readInt()).isEqualTo(0x8000_0000 | 28);
            assertThat(in.readInt()).isEqualTo(XID);
        }
    }

    @Test
    void recordsAboveFourKibibytesEndTheConnection() throws IOException {
        try (Socket socket = connected()) {
            socket.getOutputStream().write(Messages.words(0x8000_0000 | 4097));
            assertThat(isEnded(socket)).isTrue();
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.connect(at(IPV4), 20_000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static boolean isEnded(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException | EOFException e) {
            return true;
        }
    }

    @Test
    void closingEndsEverySocketAndThreadAtOnce() throws IOException {
        Set<Thread> before = Set.copyOf(threads());
        assertThat(before).isNotEmpty();
        int port = listener.port();
        try (Socket idle = connected()) {
            listener.close();
            assertThat(isEnded(idle)).isTrue();
        }
        assertThat(before).noneMatch(Thread::isAlive);
        try (ServerSocket tcp = new ServerSocket(port, 1, IPV4);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(IPV6, port))) {
            assertThat(tcp.isBound()).isEqualTo(udp.isBound());
        }
        assertThat(bindings.all()).allMatch(binding -> binding.program() == NFS.program());
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cleat-portmap-"))
                .toList();
    }

    @Test
    void takenPortsAreNamed() {
        assertThatIOException()
                .isThrownBy(() -> PortmapListener.builder(new Bindings())
                        .port(listener.port())
                        .open()
                        .close())
                .withMessageStartingWith("port " + listener.port() + " cannot be used: ");
    }

    @Test
    void registrationIsClosedUnlessOpened() throws IOException {
        PmapSet set = new PmapSet(new Mapping(300_000, 1, Netid.TCP_NUMBER, 4000));
        try (RpcClient client = client(Netid.TCP)) {
            assertThat(client.call(set).accepted()).isFalse();
        }
        try (PortmapListener open = PortmapListener.builder(new Bindings())
                        .port(0)
                        .registration(Registration.LOOPBACK)
                        .open();
                RpcClient client = new RpcClient(
                        ClientChannelStream.tcp(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), open.port()),
                                SourcePort.ANY,
                                LONG),
                        new Random(1))) {
            assertThat(client.call(set).accepted()).isTrue();
        }
    }
}
