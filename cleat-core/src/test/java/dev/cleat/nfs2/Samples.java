package dev.cleat.nfs2;

import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import java.util.HexFormat;

/** Parts of messages that the golden bytes have in common, each beside its bytes. */
final class Samples {
    static final String FILE_HEX = "00112233 44556677 8899aabb ccddeeff 00112233 44556677 8899aabb ccddeeff ";
    static final Opaque FILE = opaque(FILE_HEX);

    static final String DIRECTORY_HEX = "d0d1d2d3 d4d5d6d7 d8d9dadb dcdddedf d0d1d2d3 d4d5d6d7 d8d9dadb dcdddedf ";
    static final Opaque DIRECTORY = opaque(DIRECTORY_HEX);

    static final Name NAME = Name.of("a.txt");
    static final String NAME_HEX = "00000005 612e7478 74000000 ";

    static final Fattr ATTRIBUTES = new Fattr(
            Ftype.REG,
            0100640,
            2,
            1000,
            -2,
            0x7FFF_FFFF,
            4096,
            0,
            8,
            0x0102_0304,
            0x1112_1314,
            new Timeval(1, 500_000),
            new Timeval(0x8000_0000, 1),
            new Timeval(-1, 999_999));
    static final String ATTRIBUTES_HEX = """
            00000001 000081a0 00000002 000003e8 fffffffe
            7fffffff 00001000 00000000 00000008 01020304 11121314
            00000001 0007a120 80000000 00000001 ffffffff 000f423f
            """;

    static final Sattr CHANGES = new Sattr(0600, 1000, 100, 0, new Timeval(5, 6), new Timeval(7, 1_000_000));
    static final String CHANGES_HEX = "00000180 000003e8 00000064 00000000 00000005 00000006 00000007 000f4240 ";
    static final String NO_CHANGES_HEX = "ffffffff ".repeat(8);

    static final String OK = "00000000 ";

    private Samples() {}

    private static Opaque opaque(String hex) {
        return Opaque.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
