package dev.cleat.bench.load;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * What files hold: random words, over and over. Their number is a prime, so that blocks of whole words that start at
 * different multiples of 4 KiB differ up to 256 MiB, and a read from a wrong place is seen. Each {@code edition} is the same
 * moved by some words, so that what a former run has written is not taken for what this one wrote.
 */
public final class Content {
    /** The most that one call reads or writes, in bytes. */
    public static final int LARGEST = 1 << 20;

    private static final int PERIOD = 64_997 * Long.BYTES;
    private static final ByteBuffer BYTES = make();
    private static final MemorySegment SEGMENT = MemorySegment.ofBuffer(BYTES);

    private Content() {}

    private static ByteBuffer make() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(PERIOD + LARGEST);
        MemorySegment all = MemorySegment.ofBuffer(bytes);
        Random random = new Random(1813);
        for (int i = 0; i < PERIOD; i += Long.BYTES) {
            all.set(ValueLayout.JAVA_LONG_UNALIGNED, i, random.nextLong());
        }
        for (int at = PERIOD; at < all.byteSize(); at += PERIOD) {
            long length = Math.min(PERIOD, all.byteSize() - at);
            MemorySegment.copy(all, 0, all, at, length);
        }
        return bytes;
    }

    /** The bytes of a file from {@code offset} on, as many as LARGEST: a view of its own, to be limited by who takes it. */
    public static ByteBuffer at(long offset, int edition) {
        int start = start(offset, edition);
        return BYTES.slice(start, LARGEST);
    }

    /** Whether the next {@code length} bytes are what a file holds at {@code offset}. */
    static boolean matches(ByteBuffer in, int length, long offset, int edition) {
        int start = start(offset, edition);
        MemorySegment there = MemorySegment.ofBuffer(in);
        return length <= in.remaining()
                && MemorySegment.mismatch(there, 0, length, SEGMENT, start, (long) start + length) < 0;
    }

    private static int start(long offset, int edition) {
        return (int) ((offset + (long) edition * Long.BYTES) % PERIOD);
    }
}
