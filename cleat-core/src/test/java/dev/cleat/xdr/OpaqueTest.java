package dev.cleat.xdr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpaqueTest {
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 31, 32, 33, 64})
    void tellsTheBytesThatItWasMadeOf(int length) {
        byte[] bytes = bytes(length);
        Opaque opaque = Opaque.of(bytes);
        ByteBuffer expected = ByteBuffer.wrap(bytes.clone());
        Arrays.fill(bytes, (byte) 0);
        assertThat(opaque.length()).isEqualTo(length);
        assertThat(opaque.toBytes()).isEqualTo(expected.array());
        assertThat(opaque.buffer()).isEqualTo(expected);
        for (int i = 0; i < length; i++) {
            assertThat(opaque.byteAt(i)).isEqualTo(expected.get(i));
        }
        for (int i = 0; i <= length - 4; i++) {
            assertThat(opaque.intAt(i)).isEqualTo(expected.getInt(i));
        }
        for (int i = 0; i <= length - 8; i++) {
            assertThat(opaque.longAt(i)).isEqualTo(expected.getLong(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32, 40})
    void thereIsNothingBehindTheEnd(int length) {
        Opaque opaque = Opaque.of(bytes(length));
        assertThatThrownBy(() -> opaque.byteAt(length)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> opaque.intAt(length - 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> opaque.longAt(length - 7)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> opaque.longAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 31, 32, 33})
    void isEqualHoweverItWasMadeUntilOneBitDiffers(int length) throws XdrException {
        byte[] bytes = bytes(length);
        Opaque opaque = Opaque.of(bytes);
        XdrWriter out = new XdrWriter();
        out.writeOpaque(opaque);
        Opaque read = new XdrReader(out.toBuffer()).readOpaque(length);
        assertThat(read).isEqualTo(opaque).isEqualTo(Opaque.of(ByteBuffer.wrap(bytes)));
        assertThat(read).hasSameHashCodeAs(opaque).hasToString(opaque.toString());
        for (int bit = 0; bit < 8 * length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Opaque.of(flipped)).isNotEqualTo(opaque);
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
