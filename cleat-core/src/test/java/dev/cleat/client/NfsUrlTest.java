package dev.cleat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cleat.vfs.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NfsUrlTest {
    @ParameterizedTest
    @CsvSource({
        "nfs://nas/photos/2026, nas, 0, /photos/2026",
        "nfs://nas, nas, 0, /",
        "nfs://nas:2050/, nas, 2050, /",
        "nfs://[::1]:2049/x, ::1, 2049, /x",
        "nfs://[fe80::1%eth0]/x, fe80::1%eth0, 0, /x",
        "nfs://10.0.0.1/a%20b%2525?c#d, 10.0.0.1, 0, /a b%25?c#d",
    })
    void partsAreFound(String text, String host, int port, String path) {
        assertThat(NfsUrl.parse(text)).isEqualTo(new NfsUrl(host, port, Name.of(path)));
    }

    @Test
    void escapesAreBytes() {
        assertThat(NfsUrl.parse("nfs://nas/%ff").path()).isEqualTo(Name.of(new byte[] {'/', (byte) 0xff}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nfs:",
                "nfs://",
                "nfs:///x",
                "nfs://user@nas/x",
                "nfs://nas:0/x",
                "nfs://nas:65536/x",
                "nfs://nas:99999999999/x",
                "nfs://nas:/x",
                "nfs://::1/x",
                "nfs://nas/%",
                "nfs://nas/%4",
                "nfs://nas/%zz",
                "http://nas/x",
                "nas:/x"
            })
    void othersAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NfsUrl.parse(text));
    }
}
