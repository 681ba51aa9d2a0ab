package dev.cleat.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcePortTest {
    private final List<Integer> tried = new ArrayList<>();
    private final InetAddress server = InetAddress.getLoopbackAddress();

    private InetSocketAddress take(InetSocketAddress source, int free) throws BindException {
        tried.add(source.getPort());
        if (source.getPort() != free) {
            throw new BindException("taken");
        }
        return source;
    }

    @Test
    void anyPortIsTheKernelsChoice() throws IOException {
        assertThat(SourcePort.ANY
                        .open(server, source -> take(source, 0))
                        .getAddress()
                        .isAnyLocalAddress())
                .isTrue();
        assertThat(tried).containsExactly(0);
    }

    @Test
    void privilegedPortsAreTriedFromTheTop() throws IOException {
        SourcePort.PRIVILEGED.open(server, source -> take(source, 1020));
        assertThat(tried).containsExactly(1023, 1022, 1021, 1020);
    }

    @Test
    void privilegedPortsEndBeforeWellKnownServices() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> SourcePort.PRIVILEGED.open(server, source -> take(source, 0)));
        assertThat(tried).hasSize(1023 - 600 + 1).allMatch(port -> port >= 600);
    }

    @Test
    void otherTroubleEndsTheSearch() {
        assertThatExceptionOfType(SocketException.class)
                .isThrownBy(() -> SourcePort.PRIVILEGED.open(server, source -> {
                    tried.add(source.getPort());
                    throw new SocketException("Permission denied");
                }));
        assertThat(tried).hasSize(1);
    }

    @Test
    void sourceIsOfTheServersFamily() throws IOException {
        InetAddress ipv6 = InetAddress.getByAddress(new byte[16]);
        assertThat(family(ipv6)).isEqualTo(16);
        assertThat(family(server)).isEqualTo(4);
    }

    private static int family(InetAddress server) throws IOException {
        return SourcePort.ANY.open(server, source -> source.getAddress().getAddress().length);
    }
}
