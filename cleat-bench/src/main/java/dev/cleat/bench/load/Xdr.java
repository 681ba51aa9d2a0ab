package dev.cleat.bench.load;

import java.nio.ByteBuffer;

/** What of RFC 4506 a load needs beyond the numbers that a ByteBuffer has. */
final class Xdr {
    private Xdr() {}

    static void opaque(ByteBuffer out, byte[] bytes) {
        out.putInt(bytes.length).put(bytes);
        for (int i = bytes.length; (i & 3) != 0; i++) {
            out.put((byte) 0);
        }
    }

    static void skip(ByteBuffer in, int bytes) {
        in.position(Math.addExact(in.position(), bytes));
    }

    /** Steps over bytes with their length before them. */
    static int skipOpaque(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a length beyond the message");
        }
        skip(in, (length + 3) & ~3);
        return length;
    }
}
