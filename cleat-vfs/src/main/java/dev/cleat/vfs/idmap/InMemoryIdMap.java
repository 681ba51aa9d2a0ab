package dev.cleat.vfs.idmap;

import dev.cleat.vfs.FileId;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Identities for as long as the process lives: some 300 bytes of heap for each object that was ever asked for. After a
 * restart all of them are unknown, so that clients have to mount again: for tests, and for trees that are made up anyway.
 *
 * <p>All state is guarded by {@code this}.
 */
public final class InMemoryIdMap implements IdMap {
    private final long map;
    private final Map<Place, FileId> files = new HashMap<>();
    private final Map<FileId, SequencedSet<Place>> places = new HashMap<>();
    private long given;

    public InMemoryIdMap() {
        map = new SecureRandom().nextLong();
    }

    @Override
    public FileId root() {
        return new FileId(map, 0);
    }

    @Override
    public synchronized FileId identify(Place place) {
        FileId known = files.get(place);
        if (known != null) {
            return known;
        }
        FileId file = new FileId(map, ++given);
        add(file, place);
        return file;
    }

    @Override
    public synchronized @Nullable FileId find(Place place) {
        return files.get(place);
    }

    @Override
    public synchronized List<Place> places(FileId file) {
        SequencedSet<Place> known = places.get(file);
        return known == null ? List.of() : List.copyOf(known);
    }

    @Override
    public synchronized void link(FileId file, Place place) {
        if (!file.equals(files.get(place))) {
            unlink(place);
            add(file, place);
        }
    }

    @Override
    public synchronized void unlink(Place place) {
        FileId file = files.remove(place);
        if (file != null) {
            places.computeIfPresent(file, (id, known) -> {
                known.remove(place);
                return known.isEmpty() ? null : known;
            });
        }
    }

    @Override
    public synchronized void unlink(FileId file, Place place) {
        if (file.equals(files.get(place))) {
            unlink(place);
        }
    }

    @Override
    public synchronized void move(Place from, Place to) {
        if (from.equals(to)) {
            return;
        }
        FileId file = files.get(from);
        unlink(to);
        if (file != null) {
            add(file, to);
            unlink(from);
        }
    }

    private void add(FileId file, Place place) {
        files.put(place, file);
        places.computeIfAbsent(file, id -> new LinkedHashSet<>()).add(place);
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
}
