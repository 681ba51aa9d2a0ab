package dev.cleat.rpc.replay;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A part of the cache: a hash table whose entries also stand in a queue, the oldest at its head. A full stripe uses the
 * oldest entry again, with its memory.
 *
 * <p>Locking: the monitor guards the stripe and its entries; it is a leaf.
 */
final class Stripe {
    /** No procedure that is kept answers with more. */
    private static final int MAX_RESULTS = 4096;

    private static final int GRAIN = 128;
    /** How many running calls at the head are passed over before the stripe grows instead. */
    private static final int PATIENCE = 8;

    private final int maxEntries;
    private final long maxBytes;
    private final long lifetime;
    private final @Nullable Entry[] table;
    private @Nullable Entry oldest;
    private @Nullable Entry newest;
    private int entries;
    private long bytes;

    Stripe(int maxEntries, long maxBytes, long lifetime) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.lifetime = lifetime;
        this.table = new Entry[Integer.highestOneBit(Math.max(1, maxEntries)) * 2];
    }

    synchronized Verdict begin(Fingerprint call, InetSocketAddress from, long now) {
        Entry known = find(call);
        if (known != null && known.state == Entry.State.RUNNING) {
            return new Verdict.Running(known);
        }
        if (known != null) {
            if (now - known.began <= lifetime) {
                return new Verdict.Done(known.copy());
            }
            remove(known);
        }
        Entry entry = unused();
        entry.begin(call, from, now);
        int slot = slot(entry.first);
        entry.chained = table[slot];
        table[slot] = entry;
        append(entry);
        return entry;
    }

    private @Nullable Entry find(Fingerprint call) {
        Entry entry = table[slot(call.first())];
        while (entry != null && !entry.is(call)) {
            entry = entry.chained;
        }
        return entry;
    }

    private int slot(long hash) {
        return (int) (hash >>> 32) & (table.length - 1);
    }

    /** An entry that stands nowhere. */
    private Entry unused() {
        if (entries >= maxEntries) {
            for (int i = 0; i < PATIENCE && oldest != null; i++) {
                Entry candidate = takeOldest();
                if (candidate.state != Entry.State.RUNNING) {
                    remove(candidate);
                    return candidate;
                }
                append(candidate);
            }
        }
        entries++;
        return new Entry(this);
    }

    private Entry takeOldest() {
        Entry taken = oldest;
        if (taken == null) {
            throw new IllegalStateException("the queue is empty");
        }
        oldest = taken.newer;
        taken.newer = null;
        if (oldest == null) {
            newest = null;
        }
        return taken;
    }

    private void append(Entry entry) {
        Entry last = newest;
        if (last == null) {
            oldest = entry;
        } else {
            last.newer = entry;
        }
        newest = entry;
    }

    /** Forgets the call; the entry keeps its place in the queue until it is used again. */
    void remove(Entry entry) {
        if (entry.state == Entry.State.FREE) {
            return;
        }
        entry.state = Entry.State.FREE;
        int slot = slot(entry.first);
        Entry before = null;
        for (Entry each = table[slot]; each != null; each = each.chained) {
            if (each == entry) {
                if (before == null) {
                    table[slot] = entry.chained;
                } else {
                    before.chained = entry.chained;
                }
                break;
            }
            before = each;
        }
        entry.chained = null;
    }

    /** Gives the entry memory for its results; false if there is none. */
    boolean makeRoom(Entry entry, int length) {
        if (length > MAX_RESULTS) {
            return false;
        }
        if (entry.results.length >= length) {
            return true;
        }
        int needed = (length + GRAIN - 1) / GRAIN * GRAIN;
        long more = (long) needed - entry.results.length;
        for (Entry each = oldest; each != null && bytes + more > maxBytes; each = each.newer) {
            if (each.state != Entry.State.RUNNING) {
                remove(each);
                bytes -= each.results.length;
                each.results = new byte[0];
            }
        }
        if (bytes + more > maxBytes) {
            return false;
        }
        bytes += more;
        entry.results = new byte[needed];
        return true;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized int entries() {
        return entries;
    }
}
