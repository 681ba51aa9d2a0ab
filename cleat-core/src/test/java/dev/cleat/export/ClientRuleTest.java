package dev.cleat.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRuleTest {
    @ParameterizedTest
    @CsvSource({
        "*, 192.0.2.1, true",
        "loopback, 127.0.0.9, true",
        "loopback, ::1, true",
        "loopback, 192.0.2.1, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.129, true",
        "0.0.0.0/0, 203.0.113.5, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "localhost, 127.0.0.1, true",
        "localhost, 192.0.2.1, false",
    })
    void matchesItsClientsAndNoOthers(String rule, String client, boolean expected) throws UnknownHostException {
        assertThat(ClientRule.parse(rule).matches(InetAddress.getByName(client)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.1",
                "1.2.3.4.5",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/x",
                "300.1.1.1",
                "a/b",
                "-x",
                "2001:db8::/129"
            })
    void refusesWhatIsNoClient(String rule) {
        assertThatThrownBy(() -> ClientRule.parse(rule)).isInstanceOf(IllegalArgumentException.class);
    }
}
