package dev.cleat.vfs.idmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes that are still to be made in an index: a small hash table in memory. What is added and removed again meanwhile never
 * reaches the disk. Made of numbers alone, so that what waits here for long is no burden to the garbage collector.
 *
 * <p>Changes need a lock around them that keeps out everybody else; the others may run side by side.
 */
final class PendingChanges {
    /** Changing the index costs less the more is changed at once, for changes share pages. */
    private static final int MOST = 4096;

    private static final int SLOTS = 2 * MOST;
    private static final long FREE = 0;
    private static final long ADDED = 1;
    private static final long REMOVED = 2;
    /** Of no meaning, but in the way to others. */
    private static final long PASSED = 3;

    private final long[] hashes = new long[SLOTS];
    /** The offset, a multiple of eight, and one of the four numbers above. */
    private final long[] changes = new long[SLOTS];

    private int used;

    /** Whether there may not be room for the changes of another record. */
    boolean isFull() {
        return used > MOST - 8;
    }

    void clear() {
        Arrays.fill(changes, FREE);
        used = 0;
    }

    void add(long hash, long offset) {
        put(hash, offset | ADDED);
    }

    /**
     * @param indexed whether the index may have the entry, though it was added here
     */
    void remove(long hash, long offset, boolean indexed) {
        int at = at(hash, offset | ADDED);
        if (at >= 0) {
            changes[at] = PASSED;
        }
        if ((at < 0 || indexed) && !isRemoved(hash, offset)) {
            put(hash, offset | REMOVED);
        }
    }

    boolean isAdded(long hash, long offset) {
        return at(hash, offset | ADDED) >= 0;
    }

    boolean isRemoved(long hash, long offset) {
        return at(hash, offset | REMOVED) >= 0;
    }

    /** The offsets that were added for this hash, in no order. */
    long[] added(long hash) {
        long[] offsets = new long[0];
        for (int at = home(hash); changes[at] != FREE; at = next(at)) {
            if (hashes[at] == hash && (changes[at] & 7) == ADDED) {
                offsets = Arrays.copyOf(offsets, offsets.length + 1);
                offsets[offsets.length - 1] = changes[at] & ~7L;
            }
        }
        return offsets;
    }

    /**
     * All of them, for the index.
     *
     * @param covered up to which offset the index has counted its entries
     * @param again whether it may have some of the additions already
     */
    List<IndexFile.Change> all(long covered, boolean again) {
        List<IndexFile.Change> all = new ArrayList<>(used);
        for (int at = 0; at < SLOTS; at++) {
            long offset = changes[at] & ~7L;
            long kind = changes[at] & 7;
            if (kind == ADDED) {
                all.add(new IndexFile.Addition(hashes[at], offset, again));
            } else if (kind == REMOVED) {
                all.add(new IndexFile.Removal(hashes[at], offset, offset >= covered));
            }
        }
        return all;
    }

    private void put(long hash, long change) {
        int at = home(hash);
        while (changes[at] != FREE && changes[at] != PASSED) {
            at = next(at);
        }
        used += changes[at] == FREE ? 1 : 0;
        hashes[at] = hash;
        changes[at] = change;
    }

    private int at(long hash, long change) {
        int at = home(hash);
        while (changes[at] != FREE) {
            if (hashes[at] == hash && changes[at] == change) {
                return at;
            }
            at = next(at);
        }
        return -1;
    }

    private static int home(long hash) {
        return (int) hash & (SLOTS - 1);
    }

    private static int next(int at) {
        return (at + 1) & (SLOTS - 1);
    }
}
