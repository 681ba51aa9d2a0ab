package dev.cleat.vfs.memory;

import dev.cleat.vfs.Space;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.util.concurrent.atomic.AtomicLong;

/** What is left of a {@link Capacity}. Safe for any number of threads. */
final class Budget {
    private final Capacity capacity;
    private final AtomicLong freeBlocks;
    private final AtomicLong freeObjects;

    Budget(Capacity capacity) {
        this.capacity = capacity;
        freeBlocks = new AtomicLong(capacity.bytes() / Capacity.BLOCK);
        // The root is there from the start.
        freeObjects = new AtomicLong(capacity.objects() - 1);
    }

    void takeBlocks(long count) throws VfsException {
        take(freeBlocks, count);
    }

    void giveBlocks(long count) {
        freeBlocks.addAndGet(count);
    }

    void takeObject() throws VfsException {
        take(freeObjects, 1);
    }

    void giveObject() {
        freeObjects.incrementAndGet();
    }

    Space space() {
        long total = capacity.bytes() / Capacity.BLOCK * Capacity.BLOCK;
        long free = freeBlocks.get() * Capacity.BLOCK;
        long objects = freeObjects.get();
        return new Space(total, free, free, capacity.objects(), objects, objects);
    }

    private static void take(AtomicLong free, long count) throws VfsException {
        long before;
        do {
            before = free.get();
            if (before < count) {
                throw new VfsException(VfsError.NOSPC);
            }
        } while (!free.compareAndSet(before, before - count));
    }
}
