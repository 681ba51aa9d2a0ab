package dev.cleat.vfs.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Name;
import org.junit.jupiter.api.Test;

class SipHashTest {
    /** The key and the example of the paper's appendix A. */
    @Test
    void answersThePublishedValue() {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        byte[] message = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
        assertThat(hash.hash(message)).isEqualTo(0xa129ca6149be45e5L);
    }

    @Test
    void hashesAPartAsIfItWereTheWhole() {
        SipHash hash = SipHash.random();
        byte[] message = "..a name".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(hash.hash(message, 2, 6)).isEqualTo(hash.hash(Name.of("a name")));
    }

    @Test
    void dependsOnTheKey() {
        assertThat(new SipHash(1, 2).hash(Name.of("x"))).isNotEqualTo(new SipHash(2, 1).hash(Name.of("x")));
    }
}
