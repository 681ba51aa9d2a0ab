package dev.cleat.linux;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that several threads use at once and the last one gives back. Whoever holds it closes it once, and by that notes
 * the time.
 */
abstract class Shared implements AutoCloseable {
    private final AtomicInteger holders = new AtomicInteger(1);
    private final Tick tick;
    private volatile int lastUsed;

    Shared(Tick tick) {
        this.tick = tick;
        this.lastUsed = tick.now();
    }

    /** Holds it once more, unless it was given back already. */
    final boolean retain() {
        int present = holders.get();
        while (present > 0) {
            if (holders.compareAndSet(present, present + 1)) {
                return true;
            }
            present = holders.get();
        }
        return false;
    }

    @Override
    public final void close() {
        lastUsed = tick.now();
        release();
    }

    /** Closes it without counting as a use. */
    final void release() {
        if (holders.decrementAndGet() == 0) {
            free();
        }
    }

    /** Whether nobody holds it but the one who asks. */
    final boolean isUnused() {
        return holders.get() == 1;
    }

    /** In ticks. */
    final int idleFor() {
        return tick.now() - lastUsed;
    }

    /** Called once, by the last holder. */
    abstract void free();
}
