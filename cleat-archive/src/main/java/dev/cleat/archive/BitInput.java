package dev.cleat.archive;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A part of some data as bits, the lowest of each byte first (RFC 1951 §3.1.1). For one thread. */
final class BitInput {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BUFFER = 1 << 15;

    private final Data data;
    private final long start;
    private final long length;
    private final byte[] buffer = new byte[BUFFER];
    /** Bytes fetched from the data so far, counted from {@link #start}. */
    private long fetched;

    private int at;
    private int limit;
    private long bits;
    private int count;

    BitInput(Data data, long start, long length) {
        this.data = data;
        this.start = start;
        this.length = length;
    }

    /** How many bits were taken. */
    long position() {
        return (fetched - (limit - at)) * 8 - count;
    }

    void seek(long bit) throws IOException {
        fetched = bit >>> 3;
        at = 0;
        limit = 0;
        bits = 0;
        count = 0;
        take((int) (bit & 7));
    }

    /** The next bits, at least 32 unless the data ends before; what is behind the end reads as zeros. */
    long peek() throws IOException {
        if (count < 32) {
            refill();
        }
        return bits;
    }

    /** Drops bits that were looked at. */
    void drop(int number) throws ArchiveException {
        if (number > count) {
            throw new ArchiveException("the compressed data ends too early");
        }
        bits >>>= number;
        count -= number;
    }

    /** Takes at most 32 bits. */
    int take(int number) throws IOException {
        int taken = (int) (peek() & ((1L << number) - 1));
        drop(number);
        return taken;
    }

    /** Drops the rest of a byte. */
    void align() throws ArchiveException {
        drop(count & 7);
    }

    boolean isAtEnd() throws IOException {
        peek();
        return count == 0;
    }

    /** Reads whole bytes; only where {@link #align} was called. */
    void read(byte[] into, int offset, int number) throws IOException {
        int done = 0;
        while (done < number && count > 0) {
            into[offset + done++] = (byte) bits;
            drop(8);
        }
        while (done < number) {
            if (at == limit && !fetch()) {
                throw new ArchiveException("the compressed data ends too early");
            }
            int part = Math.min(number - done, limit - at);
            System.arraycopy(buffer, at, into, offset + done, part);
            at += part;
            done += part;
        }
        if (count == 0) {
            bits = 0; // peeking may have left bits of bytes above those counted
        }
    }

    private void refill() throws IOException {
        if (limit - at >= Long.BYTES) {
            bits |= (long) LONG.get(buffer, at) << count;
            at += (63 - count) >> 3;
            count |= 56;
            return;
        }
        while (count <= 56 && (at < limit || fetch())) {
            bits |= (buffer[at++] & 0xFFL) << count;
            count += 8;
        }
    }

    private boolean fetch() throws IOException {
        ByteBuffer into = ByteBuffer.wrap(buffer, 0, (int) Math.min(BUFFER, length - fetched));
        at = 0;
        limit = data.read(start + fetched, into);
        fetched += limit;
        return limit > 0;
    }
}
