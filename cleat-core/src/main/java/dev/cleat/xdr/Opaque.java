package dev.cleat.xdr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bytes without a meaning here (RFC 4506 §4.9, §4.10): a file handle, a verifier, a credential's body. Never changes.
 *
 * <p>Nearly all are file handles, two or three in a call: those of this server's length are four numbers and no array.
 */
public abstract sealed class Opaque {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    public static final Opaque EMPTY = new Bytes(new byte[0]);

    private Opaque() {}

    /** Holds a copy of the bytes. */
    public static Opaque of(byte[] bytes) {
        return bytes.length == Words.LENGTH ? Words.from(bytes) : new Bytes(bytes.clone());
    }

    /** Holds a copy of the remaining bytes, which are consumed. */
    public static Opaque of(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy.length == Words.LENGTH ? Words.from(copy) : new Bytes(copy);
    }

    /** Holds a copy of the next bytes, which are consumed; they must be there. The buffer is big-endian. */
    static Opaque read(ByteBuffer in, int length) {
        if (length == Words.LENGTH) {
            return new Words(in.getLong(), in.getLong(), in.getLong(), in.getLong());
        }
        byte[] copy = new byte[length];
        in.get(copy);
        return new Bytes(copy);
    }

    /** Eight bytes, big-endian: the size of most verifiers. */
    public static Opaque ofLong(long value) {
        byte[] bytes = new byte[Long.BYTES];
        LONGS.set(bytes, 0, value);
        return new Bytes(bytes);
    }

    /** 32 bytes, big-endian: the size of a file handle. */
    public static Opaque ofLongs(long first, long second, long third, long fourth) {
        return new Words(first, second, third, fourth);
    }

    /** In bytes. */
    public abstract int length();

    /** Reads them: a view that cannot write. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(toBytes()).asReadOnlyBuffer();
    }

    /** A copy. */
    public abstract byte[] toBytes();

    /** The eight bytes from the index on, big-endian. */
    public abstract long longAt(int index);

    /** The four bytes from the index on, big-endian. */
    public abstract int intAt(int index);

    public abstract byte byteAt(int index);

    /** The target is big-endian. */
    abstract void copyTo(ByteBuffer target);

    @Override
    public final String toString() {
        return HexFormat.of().formatHex(toBytes());
    }

    /** Of any length but that of {@link Words}. */
    private static final class Bytes extends Opaque {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public byte[] toBytes() {
            return bytes.clone();
        }

        @Override
        public long longAt(int index) {
            return (long) LONGS.get(bytes, index);
        }

        @Override
        public int intAt(int index) {
            return (int) INTS.get(bytes, index);
        }

        @Override
        public byte byteAt(int index) {
            return bytes[index];
        }

        @Override
        void copyTo(ByteBuffer target) {
            target.put(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes opaque && Arrays.equals(bytes, opaque.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** 32 bytes as four big-endian numbers. */
    private static final class Words extends Opaque {
        static final int LENGTH = 4 * Long.BYTES;

        private final long first;
        private final long second;
        private final long third;
        private final long fourth;

        Words(long first, long second, long third, long fourth) {
            this.first = first;
            this.second = second;
            this.third = third;
            this.fourth = fourth;
        }

        static Words from(byte[] bytes) {
            return new Words((long) LONGS.get(bytes, 0), (long) LONGS.get(bytes, 8), (long) LONGS.get(bytes, 16), (long)
                    LONGS.get(bytes, 24));
        }

        @Override
        public int length() {
            return LENGTH;
        }

        @Override
        public byte[] toBytes() {
            byte[] bytes = new byte[LENGTH];
            copyTo(ByteBuffer.wrap(bytes));
            return bytes;
        }

        private long word(int index) {
            return switch (index) {
                case 0 -> first;
                case 1 -> second;
                case 2 -> third;
                case 3 -> fourth;
                default -> throw new IndexOutOfBoundsException(index);
            };
        }

        @Override
        public long longAt(int index) {
            int above = Byte.SIZE * (index & 7);
            long begun = word(index >> 3) << above;
            return above == 0 ? begun : begun | word((index >> 3) + 1) >>> (Long.SIZE - above);
        }

        @Override
        public int intAt(int index) {
            return index < 4 ? (int) (longAt(index) >>> 32) : (int) longAt(index - 4);
        }

        @Override
        public byte byteAt(int index) {
            return (byte) (word(index >> 3) >>> (56 - Byte.SIZE * (index & 7)));
        }

        @Override
        void copyTo(ByteBuffer target) {
            target.putLong(first).putLong(second).putLong(third).putLong(fourth);
        }

        /** In a time that does not tell how much of a seal is right. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Words words
                    && ((first ^ words.first)
                                    | (second ^ words.second)
                                    | (third ^ words.third)
                                    | (fourth ^ words.fourth))
                            == 0;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(first ^ second ^ third ^ fourth);
        }
    }
}
