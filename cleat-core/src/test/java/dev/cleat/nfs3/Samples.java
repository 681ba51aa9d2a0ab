package dev.cleat.nfs3;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Stamp;
import dev.cleat.xdr.Opaque;
import java.time.Instant;
import java.util.HexFormat;

/** Parts of messages that the golden bytes have in common, each beside its bytes. */
final class Samples {
    static final Opaque FILE = opaque("00112233445566778899aabbccddeeff");
    static final String FILE_HEX = "00000010 00112233 44556677 8899aabb ccddeeff ";

    /** Its length is not a multiple of four. */
    static final Opaque DIRECTORY = opaque("d1d2d3d4d5");

    static final String DIRECTORY_HEX = "00000005 d1d2d3d4 d5000000 ";

    static final Name NAME = Name.of("a.txt");
    static final String NAME_HEX = "00000005 612e7478 74000000 ";

    static final Attributes ATTRIBUTES = new Attributes(
            FileType.REGULAR,
            0640,
            2,
            1000,
            -2,
            0x1_0000_0005L,
            0x2000,
            Device.NONE,
            0x0102_0304_0506_0708L,
            0x1112_1314_1516_1718L,
            Instant.ofEpochSecond(1, 500_000_000),
            Instant.ofEpochSecond(0x8000_0000L, 1),
            Instant.ofEpochSecond(0xFFFF_FFFFL, 999_999_999));
    static final String ATTRIBUTES_HEX = """
            00000001 000001a0 00000002 000003e8 fffffffe
            00000001 00000005 00000000 00002000 00000000 00000000
            01020304 05060708 11121314 15161718
            00000001 1dcd6500 80000000 00000001 ffffffff 3b9ac9ff
            """;

    static final String PRESENT = "00000001 ";
    static final String ABSENT = "00000000 ";
    static final String OK = "00000000 ";

    static final Wcc WCC = new Wcc(new Stamp(7, Instant.ofEpochSecond(2, 3), Instant.ofEpochSecond(4, 5)), ATTRIBUTES);
    static final String WCC_HEX = """
            00000001 00000000 00000007 00000002 00000003 00000004 00000005
            00000001
            """ + ATTRIBUTES_HEX;
    static final String WCC_UNKNOWN_HEX = "00000000 00000000 ";

    static final long VERIFIER = 0xCAFE_BABE_DEAD_BEEFL;
    static final String VERIFIER_HEX = "cafebabe deadbeef ";

    private Samples() {}

    private static Opaque opaque(String hex) {
        return Opaque.of(HexFormat.of().parseHex(hex));
    }
}
