package dev.cleat.rpc.transport;

import dev.cleat.xdr.BufferPool;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Direct buffers in size classes, lent and taken back. What is lent is bounded by those who ask {@link #exhausted} before
 * they read another message; a lease is never refused, so the bound is outgrown by one message for each thread at most.
 *
 * <p>Locking: one lock per size class and one for those who wait for room, all leaves, held for a few instructions.
 */
public final class PooledBuffers implements BufferPool {
    private static final int SMALLEST = 1024;
    /** On top of each power of two, so that a power of two of file data fits together with what stands around it. */
    private static final int HEADERS = 1024;

    /** Whoever waits looks so often whether it still has to. */
    private static final long LOOK_NANOS = 100_000_000;

    private final long bound;
    private final SizeClass[] classes;
    private final AtomicLong lent = new AtomicLong();
    private final AtomicLong forgiven = new AtomicLong();
    private final ReentrantLock room = new ReentrantLock();
    private final Condition freed = room.newCondition();

    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param largest the longest message, in bytes; longer leases are possible, but are not kept
     * @param bound how much may be lent before {@link #exhausted} says so, in bytes
     */
    public PooledBuffers(int largest, long bound) {
        this.bound = bound;
        int count = 1;
        while (capacity(count - 1) < largest) {
            count++;
        }
        this.classes = new SizeClass[count];
        for (int i = 0; i < count; i++) {
            classes[i] = new SizeClass(capacity(i));
        }
    }

    private static int capacity(int index) {
        return index == 0 ? SMALLEST : (2048 << index) + HEADERS;
    }

    @Override
    public Lease lease(int capacity) {
        return take(capacity);
    }

    private Buffer take(int capacity) {
        for (SizeClass sizeClass : classes) {
            if (capacity <= sizeClass.capacity) {
                return sizeClass.lease();
            }
        }
        return new Buffer(null, capacity).lend();
    }

    /**
     * A writer whose first buffer is lent with it, and given back with it.
     *
     * @param capacity how much that buffer holds, in bytes
     */
    XdrWriter writer(int capacity) {
        return take(capacity).writer();
    }

    /** Whether no more should be begun for now. */
    public boolean exhausted() {
        return lent.get() - forgiven.get() >= bound;
    }

    /**
     * So much of what is lent may not come back for long, and no longer keeps others from being read; at most as much as the
     * bound, so that twice the bound is never outgrown.
     *
     * @param bytes negative when it is about to come back
     * @return how much was forgiven: all of it, or nothing
     */
    long forgive(long bytes) {
        if (forgiven.addAndGet(bytes) > bound && bytes > 0) {
            forgiven.addAndGet(-bytes);
            return 0;
        }
        wakeOne();
        return bytes;
    }

    /**
     * Waits until no more than the bound is lent.
     *
     * @param givenUp whether to wait no longer
     */
    void awaitRoom(BooleanSupplier givenUp) {
        if (!exhausted()) {
            return;
        }
        room.lock();
        waiting.incrementAndGet();
        try {
            while (exhausted() && !givenUp.getAsBoolean()) {
                freed.awaitNanos(LOOK_NANOS);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
            room.unlock();
        }
    }

    /** One at a time, lest all who wait take what one gave back. */
    private void wakeOne() {
        if (waiting.get() > 0) {
            room.lock();
            try {
                freed.signal();
            } finally {
                room.unlock();
            }
        }
    }

    /** How much is lent, in bytes. */
    public long lent() {
        return lent.get();
    }

    /** How much is kept for the next lease, in bytes. */
    public long idle() {
        long idle = 0;
        for (SizeClass sizeClass : classes) {
            idle += sizeClass.idle();
        }
        return idle;
    }

    /** Lets go of half of what nobody needed since the last call; the garbage collector frees it. */
    public void trim() {
        for (SizeClass sizeClass : classes) {
            sizeClass.trim();
        }
    }

    /** Buffers of one capacity, the last returned on top because it is likeliest to be in the processor's cache. */
    private final class SizeClass {
        final int capacity;
        private @Nullable Buffer top;
        private int free;
        /** The smallest {@link #free} since the last trim. */
        private int unneeded;

        SizeClass(int capacity) {
            this.capacity = capacity;
        }

        Buffer lease() {
            Buffer buffer;
            synchronized (this) {
                buffer = top;
                if (buffer != null) {
                    top = buffer.below;
                    free--;
                    unneeded = Math.min(unneeded, free);
                }
            }
            return (buffer == null ? new Buffer(this, capacity) : buffer).lend();
        }

        synchronized void put(Buffer buffer) {
            buffer.below = top;
            top = buffer;
            free++;
        }

        synchronized long idle() {
            return (long) free * capacity;
        }

        synchronized void trim() {
            for (int drop = (unneeded + 1) / 2; drop > 0 && top != null; drop--) {
                top = top.below;
                free--;
            }
            unneeded = free;
        }
    }

    /** A buffer and its lease in one. */
    private final class Buffer implements Lease {
        private final @Nullable SizeClass home;
        private final ByteBuffer memory;
        private @Nullable Buffer below;
        private boolean out;
        /** Over this memory; made when it is first wanted. */
        private @Nullable XdrWriter writer;

        Buffer(@Nullable SizeClass home, int capacity) {
            this.home = home;
            this.memory = ByteBuffer.allocateDirect(capacity);
        }

        Buffer lend() {
            out = true;
            below = null;
            lent.addAndGet(memory.capacity());
            memory.clear();
            return this;
        }

        XdrWriter writer() {
            XdrWriter known = writer;
            if (known == null) {
                known = new XdrWriter(PooledBuffers.this, this, XdrWriter.COPY_LIMIT);
                writer = known;
            } else {
                known.restart(this);
            }
            return known;
        }

        @Override
        public ByteBuffer buffer() {
            return memory;
        }

        @Override
        public void release() {
            if (!out) {
                throw new IllegalStateException("released twice");
            }
            out = false;
            lent.addAndGet(-memory.capacity());
            if (home != null) {
                home.put(this);
            }
            wakeOne();
        }
    }
}
