package dev.cleat.mount.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.client.NfsClient;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.mount.Dump;
import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.rpc.Messages;
import dev.cleat.rpc.Protocol;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MOUNT hears of anybody by UDP, also in somebody else's name. */
@Timeout(60)
class MountByUdpTest {
    private static final int XID = 7;

    private NfsServer server;

    @BeforeEach
    void serveManyExports() throws IOException {
        NfsServer.Builder builder = NfsServer.builder().port(0);
        for (int i = 0; i < 100; i++) {
            builder.export(new Export("export-" + i, null, new MemoryVfs(), ExportOptions.DEFAULT));
        }
        server = builder.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private byte[] ask(byte[] call) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(20_000);
            InetSocketAddress to = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.mountPort());
            socket.send(new DatagramPacket(call, call.length, to));
            DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
            socket.receive(answer);
            return Arrays.copyOf(answer.getData(), answer.getLength());
        }
    }

    private static byte[] call(int version, int procedure, byte[] arguments) {
        return Messages.join(Messages.words(XID, 0, 2, Mount.PROGRAM, version, procedure, 0, 0, 0, 0), arguments);
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "1, 6", "2, 5", "2, 6", "3, 5"})
    void exportListsByUdpStaySmall(int version, int procedure) throws IOException {
        assertThat(ask(call(version, procedure, new byte[0])).length).isBetween(400, 512);
    }

    @Test
    void exportListOverTcpIsWhole() throws IOException {
        try (NfsClient client = client(Protocol.TCP)) {
            assertThat(client.call(new dev.cleat.mount.Export()).exports()).hasSize(100);
        }
    }

    private NfsClient client(Protocol protocol) {
        return NfsClient.builder(InetAddress.getLoopbackAddress())
                .mountPort(server.mountPort())
                .protocol(protocol)
                .build();
    }

    @Test
    void mountListsByUdpStaySmall() throws IOException {
        try (NfsClient client = client(Protocol.UDP);
                NfsClient whole = client(Protocol.TCP)) {
            for (int i = 0; i < 100; i++) {
                assertThat(client.call(new Mnt(Name.of("/export-" + i)))).isInstanceOf(Mnt.Ok.class);
            }
            assertThat(ask(call(3, 2, new byte[0])).length).isBetween(400, 512);
            assertThat(whole.call(new Dump()).mounts()).hasSize(100);
        }
    }

    @Test
    void pathsAboveTheirBoundAreToldToBeTooLong() throws IOException {
        byte[] longest = Messages.join(Messages.words(1024), "/".repeat(1024).getBytes(StandardCharsets.US_ASCII));
        byte[] longer = Messages.join(Messages.words(1028), new byte[1028]);
        byte[] claimed = Messages.words(0xFFFF_FFFF);
        assertThat(ask(call(3, 3, longest))).isEqualTo(Messages.success(XID));
        assertThat(ask(call(3, 1, longer))).isEqualTo(Messages.join(Messages.success(XID), Messages.words(63)));
        assertThat(ask(call(3, 3, longer))).isEqualTo(Messages.accepted(XID, 4));
        assertThat(ask(call(3, 1, claimed))).isEqualTo(Messages.accepted(XID, 4));
        assertThat(ask(call(3, 3, claimed))).isEqualTo(Messages.accepted(XID, 4));
    }

    @Test
    void versionsThereAreNotAreNamedByTheirBounds() throws IOException {
        assertThat(ask(call(4, 0, new byte[0]))).isEqualTo(Messages.accepted(XID, 2, 1, 3));
        assertThat(ask(call(0, 0, new byte[0]))).isEqualTo(Messages.accepted(XID, 2, 1, 3));
        assertThat(ask(call(3, 6, new byte[0]))).isEqualTo(Messages.accepted(XID, 3));
        assertThat(ask(call(1, 7, new byte[0]))).isEqualTo(Messages.accepted(XID, 3));
    }
}
