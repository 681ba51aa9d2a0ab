package dev.cleat.nfs3;

import static dev.cleat.nfs3.Samples.ABSENT;
import static dev.cleat.nfs3.Samples.DIRECTORY_HEX;
import static dev.cleat.nfs3.Samples.FILE;
import static dev.cleat.nfs3.Samples.FILE_HEX;
import static dev.cleat.nfs3.Samples.NAME;
import static dev.cleat.nfs3.Samples.NAME_HEX;
import static dev.cleat.nfs3.Samples.OK;
import static dev.cleat.nfs3.Samples.WCC_UNKNOWN_HEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.XdrDecoder;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Bytes that are no messages, or barely. */
class HostileMessagesTest {
    private static final String ENTRY_HEX = DIRECTORY_HEX + NAME_HEX;
    private static final String NO_CHANGES_HEX = "00000000 00000000 00000000 00000000 00000000 00000000 ";

    @Test
    void unknownStatusIsRefused() {
        assertRefused(GetAttr.PROCEDURE.results(), "00000003", "no nfsstat3: 3");
    }

    @Test
    void unknownTypeIsRefused() {
        assertRefused(MkNod.PROCEDURE.arguments(), ENTRY_HEX + "00000008", "no ftype3: 8");
        assertRefused(MkNod.PROCEDURE.arguments(), ENTRY_HEX + "00000000", "no ftype3: 0");
    }

    @Test
    void unknownCreateModeIsRefused() {
        assertRefused(Create.PROCEDURE.arguments(), ENTRY_HEX + "00000003", "no createmode3: 3");
    }

    @Test
    void unknownStabilityIsRefused() {
        assertRefused(
                Write.PROCEDURE.arguments(),
                FILE_HEX + "00000000 00000000 00000000 00000003 00000000",
                "no stable_how: 3");
        assertRefused(Write.PROCEDURE.results(), OK + WCC_UNKNOWN_HEX + "00000000 ffffffff", "no stable_how: -1");
    }

    @Test
    void unknownWayToSetATimeIsRefused() {
        assertRefused(
                MkDir.PROCEDURE.arguments(),
                ENTRY_HEX + "00000000 00000000 00000000 00000000 00000003 00000000",
                "no time_how: 3");
    }

    @Test
    void boolsAboveOneAreRefused() {
        assertRefused(
                SetAttr.PROCEDURE.arguments(), FILE_HEX + NO_CHANGES_HEX + "00000002", "neither true nor false: 2");
        assertRefused(
                ReadDir.PROCEDURE.results(), OK + ABSENT + "00000000 00000000 ffffffff", "neither true nor false: -1");
    }

    @Test
    void secondsWithABillionNanosecondsAreRefused() {
        assertRefused(
                SetAttr.PROCEDURE.arguments(),
                FILE_HEX + NO_CHANGES_HEX + "00000001 00000000 3b9aca00",
                "not a number of nanoseconds: 1000000000");
    }

    @Test
    void handlesAbove64BytesAreRefused() {
        String handle = "00000041" + "ab".repeat(68);
        assertRefused(GetAttr.PROCEDURE.arguments(), handle, "length 65 above 64");
    }

    @Test
    void namesAbove64KibibytesAreRefused() {
        String name = "00010001" + "61".repeat(0x10004);
        assertRefused(Lookup.PROCEDURE.arguments(), DIRECTORY_HEX + name, "length 65537 above 65536");
    }

    @Test
    void countsThatAreNotTheDataLengthAreRefused() {
        assertRefused(
                Write.PROCEDURE.arguments(),
                FILE_HEX + "00000000 00000000 00000004 00000000 00000003 61626300",
                "count 4 and 3 bytes differ");
        assertRefused(
                Read.PROCEDURE.results(),
                OK + ABSENT + "ffffffff 00000000 00000003 61626300",
                "count 2147483647 and 3 bytes differ");
    }

    /** RFC 4506 §3 wants zeroes, but nobody loses anything by others. */
    @Test
    void paddingMayBeAnything() throws XdrException {
        String padded = FILE_HEX + "00000005 612e7478 74deadff";
        assertThat(decode(Lookup.PROCEDURE.arguments(), padded)).isEqualTo(new Lookup(FILE, NAME));
    }

    @Test
    void typeBitsInAModeAreDropped() throws XdrException {
        String mode = "00000001 000081a4 00000000 00000000 00000000 00000000 00000000";
        assertThat(decode(MkDir.PROCEDURE.arguments(), FILE_HEX + NAME_HEX + mode))
                .isEqualTo(new MkDir(FILE, NAME, SetAttributes.mode(0644)));
    }

    @Test
    void countsAbove31BitsAreReadAsTheLargest() throws XdrException {
        assertThat(decode(Read.PROCEDURE.arguments(), FILE_HEX + "00000000 00000000 ffffffff"))
                .isEqualTo(new Read(FILE, 0, Integer.MAX_VALUE));
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
