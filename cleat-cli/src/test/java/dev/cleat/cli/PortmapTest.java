package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleat.client.NfsClient;
import dev.cleat.rpc.bind.Mapping;
import dev.cleat.rpc.bind.PortmapClient;
import dev.cleat.rpc.bind.PortmapListener;
import dev.cleat.rpc.bind.Rpcb;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

@Timeout(60)
class PortmapTest {
    private static PortmapListener open(String line) {
        Portmap command = new Portmap();
        new CommandLine(command).parseArgs(line.split(" "));
        return command.open();
    }

    private static List<Mapping> mappings(String line) throws IOException {
        try (PortmapListener listener = open("--port 0 " + line);
                NfsClient client = NfsClient.builder(InetAddress.getLoopbackAddress())
                        .portmapPort(listener.port())
                        .build()) {
            return new PortmapClient(client)
                    .mappings().stream()
                            .filter(mapping -> mapping.program() != 100000)
                            .toList();
        }
    }

    @Test
    void serverOfVersion3IsToldOverTcp() throws IOException {
        assertThat(mappings("--nfs 2049 --mount 635"))
                .containsExactly(new Mapping(100003, 3, 6, 2049), new Mapping(100005, 3, 6, 635));
    }

    @Test
    void mountIsWhereNfsIsUnlessTold() throws IOException {
        assertThat(mappings("--nfs 2049")).contains(new Mapping(100005, 3, 6, 2049));
    }

    @Test
    void olderVersionsAndUdpAreToldWhereThereAre() throws IOException {
        assertThat(mappings("--nfs 2049 --vers 2,3 --proto tcp,udp"))
                .hasSize(2 * (2 + 3))
                .contains(new Mapping(100003, 2, 17, 2049), new Mapping(100005, 1, 17, 2049));
    }

    @Test
    void anyProgramCanBeTold() throws IOException {
        assertThat(mappings("--program nlockmgr,4,tcp,4045 --program 300019,1,udp,700"))
                .containsExactly(new Mapping(100021, 4, 6, 4045), new Mapping(300019, 1, 17, 700));
    }

    @Test
    void ipv6HasNetworksOfItsOwn() throws IOException {
        try (PortmapListener listener = open("--bind ::1 --port 0 --nfs 2049");
                NfsClient client = NfsClient.builder(InetAddress.getAllByName("::1")[0])
                        .portmapPort(listener.port())
                        .build()) {
            assertThat(new PortmapClient(client).all()).extracting(Rpcb::netid).containsOnly("tcp6", "udp6");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port 0",
                "--port 65536 --nfs 1",
                "--port 0 --nfs 0",
                "--port 0 --nfs 2049 --vers 4",
                "--port 0 --nfs 2049 --proto sctp",
                "--port 0 --program 1,2,tcp",
                "--port 0 --program 1,2,tcp,x",
                "--port 0 --program nobody,2,tcp,1",
                "--port 0 --bind no.such.host.invalid --nfs 2049"
            })
    void wrongLinesAreExplained(String line) {
        assertThatExceptionOfType(ParameterException.class)
                .isThrownBy(() -> open(line).close())
                .matches(e -> e.getMessage().lines().count() == 1);
    }

    @Test
    void takenPortsAreNamed() {
        try (PortmapListener listener = open("--port 0 --nfs 2049")) {
            assertThatExceptionOfType(ParameterException.class)
                    .isThrownBy(
                            () -> open("--nfs 2049 --port " + listener.port()).close())
                    .withMessageContaining("port " + listener.port() + " cannot be used");
        }
    }
}
