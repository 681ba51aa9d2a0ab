package dev.cleat.vfs.idmap;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.idmap.IdMap.Place;
import dev.cleat.vfs.idmap.JournalStore.Held;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says and the index does not say yet: names made of late, and indexed ones that have gone. A name that is
 * made and goes again meanwhile never reaches the index.
 *
 * <p>Changes need a lock around them that keeps out everybody else; the others may run side by side.
 */
final class RecentRecords {
    /** A change of the index costs less the more of them are made at once, for they share pages. */
    private static final int MOST = 2048;

    private final Map<Long, Held> made = new HashMap<>();
    private final Map<Long, Held> gone = new HashMap<>();
    private final Map<Place, Held> byPlace = new HashMap<>();
    private final Map<FileId, List<Held>> byFile = new HashMap<>();

    /** Whether it is time to bring the index up to date. */
    boolean isFull() {
        return made.size() + gone.size() >= MOST;
    }

    void clear() {
        made.clear();
        gone.clear();
        byPlace.clear();
        byFile.clear();
    }

    /** What the index lacks. */
    Collection<Held> made() {
        return made.values();
    }

    /** What the index has, but should not have any more. */
    Collection<Held> gone() {
        return gone.values();
    }

    @Nullable Held at(Place place) {
        return byPlace.get(place);
    }

    /** The names of this object among those made of late, in no order. */
    List<Held> of(FileId file) {
        return byFile.getOrDefault(file, List.of());
    }

    /** The record at this offset, where it was made of late and holds. */
    @Nullable Held made(long offset) {
        return made.get(offset);
    }

    boolean isGone(long offset) {
        return gone.containsKey(offset);
    }

    void add(Held held) {
        made.put(held.offset(), held);
        byPlace.put(held.named().place(), held);
        byFile.merge(held.named().file(), List.of(held), RecentRecords::join);
    }

    /** Not by copying what may be thousands of names. */
    private static List<Held> join(List<Held> known, List<Held> added) {
        List<Held> all = known.size() == 1 ? new ArrayList<>(known) : known;
        all.addAll(added);
        return all;
    }

    /**
     * A record holds no longer.
     *
     * @param indexed whether the index may have it, though it was made of late
     */
    void kill(Held held, boolean indexed) {
        Held recent = made.remove(held.offset());
        if (recent != null) {
            byPlace.remove(recent.named().place(), recent);
            byFile.computeIfPresent(recent.named().file(), (file, known) -> without(known, recent));
        }
        if (recent == null || indexed) {
            gone.put(held.offset(), held);
        }
    }

    private static @Nullable List<Held> without(List<Held> known, Held removed) {
        if (known.size() == 1) {
            return known.getFirst().equals(removed) ? null : known;
        }
        known.remove(removed);
        return known.size() == 1 ? List.of(known.getFirst()) : known;
    }
}
