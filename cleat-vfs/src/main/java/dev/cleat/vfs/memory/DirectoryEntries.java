package dev.cleat.vfs.memory;

import dev.cleat.vfs.Name;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a directory, by name and in the order in which they came.
 *
 * <p>An entry's cookie is a number of its own that is never used again in this directory, so that a listing goes on behind
 * it whether it still exists or not. Changes need the lock of the {@link MemoryVfs}; reads need none.
 */
final class DirectoryEntries {
    /** NFS keeps 0 for the start; 1 and 2 are left for "." and "..". */
    private static final long FIRST_COOKIE = 3;

    record Entry(Name name, long cookie, MemoryNode node) {}

    private final ConcurrentHashMap<Name, Entry> byName = new ConcurrentHashMap<>(2);
    private final ConcurrentSkipListMap<Long, Entry> byCookie = new ConcurrentSkipListMap<>();
    private long nextCookie = FIRST_COOKIE;

    @Nullable MemoryNode find(Name name) {
        Entry entry = byName.get(name);
        return entry == null ? null : entry.node;
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Adds a name, or lets it stand for another object: then it keeps its cookie, since for a walk it is the same entry. */
    void put(Name name, MemoryNode node) {
        Entry before = byName.get(name);
        Entry entry = new Entry(name, before == null ? nextCookie++ : before.cookie, node);
        byName.put(name, entry);
        byCookie.put(entry.cookie, entry);
    }

    void remove(Name name) {
        Entry entry = byName.remove(name);
        if (entry != null) {
            byCookie.remove(entry.cookie);
        }
    }

    /**
     * The entries behind a cookie. An entry that exists during the whole of an iteration is in it.
     *
     * @param cookie unsigned; what is above 2^63 was never given out and has nothing behind it
     */
    Iterable<Entry> after(long cookie) {
        return byCookie.tailMap(cookie < 0 ? Long.MAX_VALUE : cookie, false).values();
    }
}
