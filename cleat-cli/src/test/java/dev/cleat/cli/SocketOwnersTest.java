package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Tables as a little-endian machine writes them: 127.0.0.1:2049 is 0100007F:0801. */
@DisabledIf(value = "isBigEndian", disabledReason = "the tables in this test are of a little-endian machine")
class SocketOwnersTest {
    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";
    private static final String REST = " 01 00000000:00000000 00:00000000 00000000 ";

    @TempDir
    private Path tables;

    private SocketOwners owners;

    static boolean isBigEndian() {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                tables.resolve("tcp"),
                HEAD + "   0: 0100007F:0801 0100007F:C350" + REST + " 1000        0 1 1\n"
                        + "   1: 0100007F:C350 0100007F:0801" + REST + " 1001        0 2 1\n");
        Files.writeString(
                tables.resolve("tcp6"),
                HEAD + "   0: 0000000000000000FFFF00000100007F:C351 0000000000000000FFFF00000100007F:0801" + REST
                        + " 1002        0 3 1\n"
                        + "   1: 00000000000000000000000001000000:C352 00000000000000000000000001000000:0801" + REST
                        + " 1003        0 4 1\n");
        Files.writeString(tables.resolve("udp"), HEAD + "  10: 00000000:C353 00000000:0000" + REST + " 1004   0 5 2\n");
        owners = new SocketOwners(tables);
    }

    @Test
    void theClientsEndCounts() throws IOException {
        assertThat(owners.ofConnection(at("127.0.0.1", 50000), at("127.0.0.1", 2049)))
                .isEqualTo(OptionalInt.of(1001));
    }

    @Test
    void anIpv4ClientMayUseAnIpv6Socket() throws IOException {
        assertThat(owners.ofConnection(at("127.0.0.1", 50001), at("127.0.0.1", 2049)))
                .isEqualTo(OptionalInt.of(1002));
    }

    @Test
    void ipv6ClientsAreFound() throws IOException {
        assertThat(owners.ofConnection(at("::1", 50002), at("::1", 2049))).isEqualTo(OptionalInt.of(1003));
    }

    @Test
    void datagramsAreFoundByPort() throws IOException {
        assertThat(owners.ofDatagrams(at("127.0.0.1", 50003))).isEqualTo(OptionalInt.of(1004));
        assertThat(owners.ofDatagrams(at("127.0.0.1", 50004))).isEmpty();
    }

    @Test
    void anotherConnectionIsNobodys() throws IOException {
        assertThat(owners.ofConnection(at("127.0.0.1", 50000), at("127.0.0.1", 2050)))
                .isEmpty();
    }

    private static InetSocketAddress at(String address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
