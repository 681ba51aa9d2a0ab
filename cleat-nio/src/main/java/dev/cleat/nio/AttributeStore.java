package dev.cleat.nio;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Owners and modes beside the file system: in the map of identities, each as the "name" of its object in a directory that does
 * not exist. There they are read together with the names of the object, move with none of them, take no heap, are exchanged in
 * one step, and survive whatever the identity survives.
 *
 * <p>{@code forcing} lets one thread at a time make them durable; those who wait mostly find it done.
 */
final class AttributeStore {
    private final IdMap ids;
    private final FileId directory;
    private final AtomicLong changes = new AtomicLong();
    private final ReentrantLock forcing = new ReentrantLock();
    private long durable;

    AttributeStore(IdMap ids) {
        this.ids = ids;
        this.directory = new FileId(ids.root().high(), -1);
    }

    /** Whether this is no name of the object, but ours. */
    boolean isKept(Place place) {
        return place.directory().equals(directory);
    }

    /**
     * What is kept of an object; null where nobody has given it an owner or a mode.
     *
     * @param places all that the map knows of it
     */
    @Nullable KeptAttributes find(List<Place> places) {
        Place place = place(places);
        return place == null ? null : KeptAttributes.decode(place.name());
    }

    @Nullable KeptAttributes find(FileId file) throws IOException {
        return find(ids.places(file));
    }

    void keep(FileId file, KeptAttributes attributes) throws IOException {
        Place before = place(ids.places(file));
        Place after = new Place(directory, attributes.encode(file));
        if (before == null) {
            ids.link(file, after);
        } else {
            ids.move(before, after);
        }
        changes.incrementAndGet();
    }

    private @Nullable Place place(List<Place> places) {
        // Should power have failed between two of them, the last one holds.
        for (Place place : places.reversed()) {
            if (isKept(place)) {
                return place;
            }
        }
        return null;
    }

    /** Makes durable what was kept before this call. */
    void force() throws IOException {
        forcing.lock();
        try {
            long known = changes.get();
            if (durable != known) {
                ids.force();
                durable = known;
            }
        } finally {
            forcing.unlock();
        }
    }
}
