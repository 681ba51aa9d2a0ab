package dev.cleat.rpc.transport;

/**
 * What goes before each fragment of a record in a stream (RFC 5531 §11): a bit that says whether it is the last one, and
 * its length in bytes.
 */
final class RecordMark {
    static final int BYTES = 4;
    private static final int LAST = 0x8000_0000;

    private RecordMark() {}

    /** The mark of a record that is one fragment. */
    static int last(int length) {
        return LAST | length;
    }

    static boolean isLast(int mark) {
        return (mark & LAST) != 0;
    }

    static int length(int mark) {
        return mark & ~LAST;
    }
}
