package dev.cleat.archive;

import java.io.IOException;

/** What stands before the data of each member of a gzip file (RFC 1952 §2.3). */
final class GzipHeader {
    private static final int MAGIC = 0x8B1F;
    private static final int DEFLATE = 8;
    private static final int HEADER_SUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private GzipHeader() {}

    /**
     * Goes to the data of the next member.
     *
     * @param first there must be one; behind others what is no member is padding
     * @return whether there is one
     */
    static boolean skip(BitInput in, boolean first) throws IOException {
        if (!first && (in.isAtEnd() || (in.peek() & 0xFFFF) != MAGIC)) {
            return false;
        }
        int magic = in.take(16);
        int method = in.take(8);
        int flags = in.take(8);
        if (magic != MAGIC || method != DEFLATE || (flags & RESERVED) != 0) {
            throw new ArchiveException("not gzip");
        }
        in.take(32); // when
        in.take(16); // how hard it was compressed, and where
        if ((flags & EXTRA) != 0) {
            for (int left = in.take(16); left > 0; left--) {
                in.take(8);
            }
        }
        if ((flags & NAME) != 0) {
            skipText(in);
        }
        if ((flags & COMMENT) != 0) {
            skipText(in);
        }
        if ((flags & HEADER_SUM) != 0) {
            in.take(16);
        }
        return true;
    }

    private static void skipText(BitInput in) throws IOException {
        while (in.take(8) != 0) {}
    }
}
