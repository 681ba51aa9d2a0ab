package dev.cleat.nfs2;

import static dev.cleat.nfs2.Samples.DIRECTORY;
import static dev.cleat.nfs2.Samples.DIRECTORY_HEX;
import static dev.cleat.nfs2.Samples.FILE_HEX;
import static dev.cleat.nfs2.Samples.NAME;
import static dev.cleat.nfs2.Samples.NAME_HEX;
import static dev.cleat.nfs2.Samples.NO_CHANGES_HEX;
import static dev.cleat.nfs2.Samples.OK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrDecoder;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes that are no messages, or barely. */
class HostileMessagesTest {
    @Test
    void unknownStatusIsRefused() {
        assertRefused(Remove.PROCEDURE.results(), "00000016", "no stat: 22");
    }

    @Test
    void unknownTypeIsRefused() {
        assertRefused(GetAttr.PROCEDURE.results(), OK + "00000007", "no ftype: 7");
    }

    @Test
    void namesAbove255BytesAreRefused() {
        assertRefused(Lookup.PROCEDURE.arguments(), DIRECTORY_HEX + bytes(256), "length 256 above 255");
    }

    @Test
    void pathsAbove1024BytesAreRefused() {
        String call = DIRECTORY_HEX + NAME_HEX + bytes(1025) + NO_CHANGES_HEX;
        assertRefused(SymLink.PROCEDURE.arguments(), call, "length 1025 above 1024");
    }

    @Test
    void writesAbove8KibibytesAreRefused() {
        String call = FILE_HEX + "00000000 00000000 00000000" + bytes(8193);
        assertRefused(Write.PROCEDURE.arguments(), call, "length 8193 above 8192");
    }

    @Test
    void longestNamesAndWritesAreRead() throws XdrException {
        assertThat(decode(Lookup.PROCEDURE.arguments(), DIRECTORY_HEX + bytes(255)))
                .isInstanceOfSatisfying(
                        Lookup.class, call -> assertThat(call.name().length()).isEqualTo(255));
        assertThat(decode(Write.PROCEDURE.arguments(), FILE_HEX + "00000000 00000000 00000000" + bytes(8192)))
                .isInstanceOfSatisfying(
                        Write.class, call -> assertThat(call.data().remaining()).isEqualTo(8192));
    }

    @Test
    void paddingMayBeAnything() throws XdrException {
        assertThat(decode(Lookup.PROCEDURE.arguments(), DIRECTORY_HEX + "00000005 612e7478 74deadff"))
                .isEqualTo(new Lookup(DIRECTORY, NAME));
    }

    /** A handle of another length would shift all that follows. */
    @Test
    void handlesOfAnotherLengthAreNotWritten() {
        GetAttr call = new GetAttr(Opaque.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> call.encode(new XdrWriter()));
    }

    private static String bytes(int length) {
        return "%08x".formatted(length) + "61".repeat(length) + "00".repeat(-length & 3);
    }

    private static void assertRefused(XdrDecoder<?> decoder, String hex, String message) {
        assertThatExceptionOfType(XdrException.class)
                .isThrownBy(() -> decode(decoder, hex))
                .withMessage(message);
    }

    private static Object decode(XdrDecoder<?> decoder, String hex) throws XdrException {
        byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        return decoder.decode(new XdrReader(ByteBuffer.wrap(bytes)));
    }
}
