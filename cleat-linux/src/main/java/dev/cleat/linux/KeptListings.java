package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the large directories last listed. Nothing in it answers for the file system: whoever looks here has asked
 * the kernel in the same call which state the directory is in.
 *
 * <p>Locking: everything is guarded by this object's monitor, which is taken below {@link KeptEntries#growing}.
 */
final class KeptListings {
    private static final int MAX_SLABS = 64;

    private final Tick tick;
    private final Map<FileId, KeptEntries> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int slabs;

    KeptListings(Tick tick) {
        this.tick = tick;
    }

    /** What is kept of a directory in this state, held by the caller, or null. */
    synchronized @Nullable KeptEntries find(FileId directory, DirectoryVersion version) {
        KeptEntries found = kept.get(directory);
        if (found == null) {
            return null;
        }
        if (found.version.equals(version)) {
            return found.retain() ? found : null;
        }
        // One who asked before the change does not throw out what was kept after it.
        if (found.version.changedNanos() <= version.changedNanos()) {
            kept.remove(directory);
            found.release();
        }
        return null;
    }

    /**
     * Begins to keep a directory, where that is worth it and its state can be told from every later one.
     *
     * @param worthwhile how large a directory has to be, in bytes
     * @return what is kept already or begun, held by the caller, or null
     */
    @Nullable KeptEntries begin(Syscalls calls, FileId directory, DirectoryVersion version, long worthwhile) {
        KeptEntries known = find(directory, version);
        if (known != null || version.size() < worthwhile || !version.isSettled(calls)) {
            return known;
        }
        synchronized (this) {
            KeptEntries present = find(directory, version);
            if (present != null || kept.containsKey(directory)) {
                return present;
            }
            KeptEntries begun = new KeptEntries(directory, version, this, tick);
            begun.retain();
            kept.put(directory, begun);
            return begun;
        }
    }

    /** Whether these entries may grow by a slab; others go for it, the longest unused first. */
    synchronized boolean grant(KeptEntries asking) {
        for (Iterator<KeptEntries> oldest = kept.values().iterator(); slabs >= MAX_SLABS && oldest.hasNext(); ) {
            KeptEntries next = oldest.next();
            if (next != asking && next.isUnused()) {
                oldest.remove();
                next.release();
            }
        }
        if (slabs >= MAX_SLABS) {
            return false;
        }
        slabs++;
        return true;
    }

    synchronized int size() {
        return kept.size();
    }

    synchronized void freed(int count) {
        slabs -= count;
    }

    /** Lets go of what was not used for so many ticks. */
    synchronized void sweep(int ticks) {
        for (Iterator<KeptEntries> each = kept.values().iterator(); each.hasNext(); ) {
            KeptEntries next = each.next();
            if (next.idleFor() >= ticks && next.isUnused()) {
                each.remove();
                next.release();
            }
        }
    }

    void close() {
        sweep(0);
    }
}
