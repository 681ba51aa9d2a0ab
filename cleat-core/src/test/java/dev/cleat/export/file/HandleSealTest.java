package dev.cleat.export.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.export.HandleKey;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.hash.SipHash;
import dev.cleat.xdr.Opaque;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandleSealTest {
    private static final FileId FILE = new FileId(0x0123456789abcdefL, -2);

    private final HandleSeal key = sealOf(7);

    @Test
    void opensWhatItSealed() throws VfsException {
        HandleSeal.Sealed opened = key.open(key.seal(0xFEDC, FILE));

        assertThat(opened.export()).isEqualTo(0xFEDC);
        assertThat(opened.file()).isEqualTo(FILE);
    }

    @Test
    void aHandleIs32BytesAndAlwaysTheSame() {
        assertThat(key.seal(1, FILE).length()).isEqualTo(32);
        assertThat(key.seal(1, FILE)).isEqualTo(sealOf(7).seal(1, FILE));
    }

    @Test
    void handlesOfEarlierVersionsStayGood() {
        ByteBuffer expected = ByteBuffer.allocate(32);
        byte keyId = key.seal(1, FILE).byteAt(1);
        expected.put((byte) 1)
                .put(keyId)
                .putShort((short) 0xFEDC)
                .putLong(FILE.high())
                .putLong(FILE.low());
        ByteBuffer halves = ByteBuffer.wrap(keyOf(7).toBytes()).order(ByteOrder.LITTLE_ENDIAN);
        SipHash.Digest digest = new SipHash(halves.getLong(), halves.getLong()).digest(expected.array(), 20);
        expected.putLong(digest.first()).putInt((int) digest.second());

        assertThat(key.seal(0xFEDC, FILE)).isEqualTo(Opaque.of(expected.array()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 64, 65})
    void anotherLengthIsBad(int length) {
        byte[] cut = Arrays.copyOf(key.seal(1, FILE).toBytes(), length);

        assertError(key, Opaque.of(cut), VfsError.BADHANDLE);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        assertEveryFlippedBitIsNoticed();
    }

    private void assertEveryFlippedBitIsNoticed() {
        byte[] good = key.seal(1, FILE).toBytes();
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            boolean ofKeyId = bit / 8 == 1;
            assertError(key, Opaque.of(flipped), ofKeyId ? VfsError.STALE : VfsError.BADHANDLE);
        }
    }

    @Test
    void everyFlippedBitIsNoticedOfAHandleThatWasFoundGood() throws VfsException {
        Opaque handle = key.seal(1, FILE);
        assertThat(key.open(handle)).isEqualTo(key.open(handle));
        assertEveryFlippedBitIsNoticed();
        assertThat(key.open(handle).file()).isEqualTo(FILE);
    }

    @Test
    void aHandleOfAnEarlierKeyIsStale() {
        assertError(sealOf(8), key.seal(1, FILE), VfsError.STALE);
    }

    private static void assertError(HandleSeal key, Opaque handle, VfsError expected) {
        assertThatThrownBy(() -> key.open(handle))
                .isInstanceOfSatisfying(
                        VfsException.class, e -> assertThat(e.error()).isEqualTo(expected));
    }

    private static HandleSeal sealOf(int value) {
        return new HandleSeal(keyOf(value));
    }

    private static HandleKey keyOf(int value) {
        byte[] bytes = new byte[HandleKey.BYTES];
        Arrays.fill(bytes, (byte) value);
        return HandleKey.of(bytes);
    }
}
