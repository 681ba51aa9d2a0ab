package dev.cleat.bench.load;

import java.nio.ByteBuffer;

/** A file handle: up to 64 bytes that only the server understands. */
final class Handle {
    static final Handle NONE = new Handle(new byte[0]);

    private final byte[] bytes;

    private Handle(byte[] bytes) {
        this.bytes = bytes;
    }

    static Handle read(ByteBuffer in, Slot slot) {
        int length = in.getInt();
        WrongAnswer.unless(length > 0 && length <= 64, slot, "a handle of a wrong length");
        byte[] bytes = new byte[length];
        in.get(bytes);
        Xdr.skip(in, -length & 3);
        return new Handle(bytes);
    }

    /** Steps over a handle without keeping it. */
    static void skip(ByteBuffer in, Slot slot) {
        int length = in.getInt();
        WrongAnswer.unless(length > 0 && length <= 64, slot, "a handle of a wrong length");
        Xdr.skip(in, (length + 3) & ~3);
    }

    void write(ByteBuffer out) {
        Xdr.opaque(out, bytes);
    }
}
