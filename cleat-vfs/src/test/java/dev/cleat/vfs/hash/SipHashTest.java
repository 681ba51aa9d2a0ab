package dev.cleat.vfs.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Name;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Of the reference code's vectors: key 00 to 0f, and of the input 00, 01, 02 and so on the first bytes. */
    @ParameterizedTest
    @CsvSource({
        "0, a3817f04ba25a8e66df67214c7550293",
        "1, da87c1d86b99af44347659119b22fc45",
        "2, 8177228da4a45dc7fca38bdef60affe4",
        "3, 9c70b60c5267a94e5f33b6b02985ed51",
        "4, f88164c12d9c8faf7d0f6e7c7bcd5579",
    })
    void answersThePublishedDigests(int length, String expected) {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        SipHash.Digest digest = hash.digest(new byte[] {0, 1, 2, 3}, length);
        SipHash.Digester digester = hash.digester();
        digester.digest(new byte[] {9, 9, 9, 9}, 4);
        digester.digest(new byte[] {0, 1, 2, 3}, length);
        assertThat(new SipHash.Digest(digester.first(), digester.second())).isEqualTo(digest);

        ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(digest.first()).putLong(digest.second());
        assertThat(HexFormat.of().formatHex(bytes.array())).isEqualTo(expected);
    }

    @Test
    void digestsThreeNumbersLikeTheirBytes() {
        SipHash hash = SipHash.random();
        ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(0x0123456789abcdefL).putLong(-2).putInt(-3);

        assertThat(hash.digest(0x0123456789abcdefL, -2, -3)).isEqualTo(hash.digest(bytes.array(), 20));
    }
}
