package dev.cleat.xdr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes without a meaning here (RFC 4506 §4.9, §4.10): a file handle, a verifier, a credential's body. Never changes. */
public final class Opaque {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    public static final Opaque EMPTY = new Opaque(new byte[0]);

    private final byte[] bytes;

    private Opaque(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Holds a copy of the bytes. */
    public static Opaque of(byte[] bytes) {
        return new Opaque(bytes.clone());
    }

    /** Holds a copy of the remaining bytes, which are consumed. */
    public static Opaque of(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return new Opaque(copy);
    }

    /** Holds a copy of the next bytes, which are consumed; they must be there. */
    static Opaque read(ByteBuffer in, int length) {
        byte[] copy = new byte[length];
        in.get(copy);
        return new Opaque(copy);
    }

    /** Eight bytes, big-endian: the size of most verifiers. */
    public static Opaque ofLong(long value) {
        byte[] bytes = new byte[Long.BYTES];
        LONGS.set(bytes, 0, value);
        return new Opaque(bytes);
    }

    /** 32 bytes, big-endian: the size of a file handle. */
    public static Opaque ofLongs(long first, long second, long third, long fourth) {
        byte[] bytes = new byte[4 * Long.BYTES];
        LONGS.set(bytes, 0, first);
        LONGS.set(bytes, 8, second);
        LONGS.set(bytes, 16, third);
        LONGS.set(bytes, 24, fourth);
        return new Opaque(bytes);
    }

    /** In bytes. */
    public int length() {
        return bytes.length;
    }

    /** Reads them: a view that cannot write. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The eight bytes from the index on, big-endian. */
    public long longAt(int index) {
        return (long) LONGS.get(bytes, index);
    }

    /** The four bytes from the index on, big-endian. */
    public int intAt(int index) {
        return (int) INTS.get(bytes, index);
    }

    public byte byteAt(int index) {
        return bytes[index];
    }

    void copyTo(ByteBuffer target) {
        target.put(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Opaque opaque && Arrays.equals(bytes, opaque.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
