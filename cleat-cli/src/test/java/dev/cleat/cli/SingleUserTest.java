package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleUserTest {
    private static final InetSocketAddress SERVER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2049);
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000);

    @TempDir
    private Path tables;

    private long now;

    @Test
    void letsInRootAndTheUserAlone() throws IOException {
        for (int owner : new int[] {0, 1000, 1001}) {
            write("tcp", "0100007F:C350 0100007F:0801", owner);
            write("udp", "0100007F:C350 00000000:0000", owner);
            SingleUser filter = new SingleUser(new SocketOwners(tables), 1000, () -> now);
            assertThat(filter.admits(CLIENT, SERVER, true))
                    .as("tcp of " + owner)
                    .isEqualTo(owner != 1001);
            assertThat(filter.admits(CLIENT, SERVER, false))
                    .as("udp of " + owner)
                    .isEqualTo(owner != 1001);
        }
    }

    @Test
    void keepsOutOtherMachinesAndUnknownSockets() throws IOException {
        write("tcp", "0100007F:0001 0100007F:0801", 0);
        write("udp", "0100007F:0001 00000000:0000", 0);
        SingleUser filter = new SingleUser(new SocketOwners(tables), 1000, () -> now);
        InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 50000);

        assertThat(filter.admits(elsewhere, SERVER, true)).isFalse();
        assertThat(filter.admits(CLIENT, SERVER, true)).isFalse();
        assertThat(filter.admits(CLIENT, SERVER, false)).isFalse();
    }

    @Test
    void asksAgainAfterASecond() throws IOException {
        write("tcp", "", 0);
        write("udp", "0100007F:C350 00000000:0000", 1000);
        SingleUser filter = new SingleUser(new SocketOwners(tables), 1000, () -> now);
        assertThat(filter.admits(CLIENT, SERVER, false)).isTrue();
        write("udp", "0100007F:C350 00000000:0000", 1001);
        assertThat(filter.admits(CLIENT, SERVER, false)).isTrue();
        now += 1_100_000_000L;
        assertThat(filter.admits(CLIENT, SERVER, false)).isFalse();
    }

    @Test
    void trustsLoopbackWhereTheSystemDoesNotTell() {
        SingleUser filter = new SingleUser(new SocketOwners(tables.resolve("none")), -1, () -> now);
        assertThat(filter.admits(CLIENT, SERVER, true)).isTrue();
    }

    private void write(String table, String addresses, int owner) throws IOException {
        Files.writeString(
                tables.resolve(table),
                "head\n 0: " + addresses + " 01 00000000:00000000 00:00000000 00000000 " + owner + " 0 1\n");
    }
}
