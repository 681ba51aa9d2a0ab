package dev.cleat.rpc.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.xdr.Opaque;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UniversalAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1.8.1, 127.0.0.1, 2049",
        "0.0.0.0.0.111, 0.0.0.0, 111",
        "255.255.255.255.255.255, 255.255.255.255, 65535",
        "::.0.0, ::, 0",
        "::1.8.1, ::1, 2049",
        "2001:db8::1:0:0:1.8.1, 2001:db8:0:0:1::1, 2049",
        "1:2:3:4:5:6:7:8.0.111, 1:2:3:4:5:6:7:8, 111",
        "fe80::.0.1, fe80::, 1"
    })
    void textIsHostAndPort(String text, String host, int port) throws UnknownHostException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
        assertThat(UniversalAddress.parse(text)).isEqualTo(address);
        assertThat(UniversalAddress.parse(UniversalAddress.of(address))).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "::, ::.8.1",
        "1::, 1::.8.1",
        "0:0:1:0:0:0:1:0, 0:0:1::1:0.8.1",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7.8.1",
        "10.0.0.7, 10.0.0.7.8.1"
    })
    void longestRunOfZeroesIsLeftOut(String host, String text) throws UnknownHostException {
        assertThat(UniversalAddress.of(new InetSocketAddress(InetAddress.getByName(host), 2049)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "127.0.0.1",
                "127.0.0.1.8",
                "127.0.0.1.8.256",
                "127.0.0.1.256.0",
                "256.0.0.1.8.1",
                "127.0.0.1.8.01",
                "127.0.0.01.8.1",
                "127.0.0.1.-1.1",
                "127.0.0.1.+1.1",
                "127.0.0.1.8.1 ",
                " 127.0.0.1.8.1",
                "127.0.0.1.8.1.",
                "127.0.0.1.8.1.1",
                "127.0.0.1.99999999999.1",
                "localhost.8.1",
                "2130706433.8.1",
                "cafe.8.1",
                ":.8.1",
                ":::.8.1",
                "1:2:3.8.1",
                "1:2:3:4:5:6:7:8:9.8.1",
                "12345::1.8.1",
                "::ffff:127.0.0.1.8.1",
                "::ffff:7f00:1.8.1",
                "fe80::1%eth0.8.1",
                "[::1].8.1",
                "127.0.0.1.8.1\n",
                "١٢٧.0.0.1.8.1"
            })
    void anythingElseIsRefused(String text) {
        assertThat(UniversalAddress.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1.8.1", "2001:db8::7.255.255"})
    void machineAddressesHoldTheSame(String text) {
        InetSocketAddress address = UniversalAddress.parse(text);
        assertThat(address).isNotNull();
        assertThat(Sockaddr.parse(Sockaddr.of(address))).isEqualTo(address);
    }

    @Test
    void machineAddressesOfOtherShapesAreRefused() {
        assertThat(Sockaddr.parse(Opaque.EMPTY)).isNull();
        assertThat(Sockaddr.parse(Opaque.of(new byte[16]))).isNull();
        assertThat(Sockaddr.parse(Opaque.of(new byte[128]))).isNull();
    }
}
