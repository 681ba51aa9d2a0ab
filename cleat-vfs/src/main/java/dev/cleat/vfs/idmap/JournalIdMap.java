package dev.cleat.vfs.idmap;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.JournalStore.Held;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Identities in a folder of the host: an append-only journal, some 60 bytes for each name, and an index beside it, some 30,
 * that is made again from the journal whenever the two do not fit. The heap it takes, about a megabyte, does not depend on
 * how many objects are known.
 *
 * <p>What was answered survives the death of the process at any moment. It survives a failure of the machine's power from
 * {@link #force} on; what was given later is then unknown, and never given to anything else.
 *
 * <p>Threads that use it must not be interrupted: that would close its files for all.
 *
 * <p>{@code lock} guards the store: readers look up, one writer changes. Entries of the caches are made under one of the
 * locks and removed under the writer's, so that none outlives what it says. The background thread of {@link Compaction}
 * takes the reader's lock for short moments and the writer's once, to exchange the store.
 */
public final class JournalIdMap implements IdMap {
    private static final int SESSION_SHIFT = 40;
    private static final int MAX_CACHED_PLACES = 4;
    private static final long DEFAULT_GARBAGE = 32 << 20;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final DirectCache<Place, Known> records = new DirectCache<>();
    private final DirectCache<FileId, List<Place>> places = new DirectCache<>();
    private final FileId root;
    private final long session;
    private final Compaction compaction;
    private JournalStore store;
    private long given;

    /**
     * What is known of a place.
     *
     * @param held null where nothing is there
     */
    private record Known(@Nullable Held held) {
        static final Known NOTHING = new Known(null);

        @Nullable FileId file() {
            return held == null ? null : held.named().file();
        }
    }

    private JournalIdMap(Compaction compaction) throws IOException {
        this.compaction = compaction;
        this.store = compaction.openStore();
        this.root = new FileId(store.journal().map(), 0);
        this.session = store.session() + 1;
        try {
            store.open(session);
        } catch (IOException e) {
            store.discard();
            throw e;
        }
    }

    /**
     * Opens the map in this folder, or makes a new one.
     *
     * @param folder exists; holds one map
     * @throws IOException where another server has it open, or it was written by a newer version
     */
    public static JournalIdMap open(Path folder) throws IOException {
        return open(folder, DEFAULT_GARBAGE);
    }

    /**
     * @param garbage bytes of records without meaning from which on the journal is written anew, once they are the larger part
     */
    static JournalIdMap open(Path folder, long garbage) throws IOException {
        return new JournalIdMap(new Compaction(folder, garbage));
    }

    @Override
    public FileId root() {
        return root;
    }

    @Override
    public @Nullable FileId find(Place place) throws IOException {
        Known cached = records.find(place);
        return cached != null ? cached.file() : read(() -> known(place).file());
    }

    /** Called with one of the locks. */
    private Known known(Place place) throws IOException {
        Known cached = records.find(place);
        if (cached != null) {
            return cached;
        }
        Held held = store.find(place);
        Known known = held == null ? Known.NOTHING : new Known(held);
        records.put(place, known);
        return known;
    }

    @Override
    public FileId identify(Place place) throws IOException {
        FileId found = find(place);
        return found != null
                ? found
                : write(() -> {
                    FileId known = known(place).file();
                    if (known != null) {
                        return known;
                    }
                    FileId file = new FileId(root.high(), (session << SESSION_SHIFT) | ++given);
                    name(file, place, null, null);
                    return file;
                });
    }

    @Override
    public List<Place> places(FileId file) throws IOException {
        List<Place> cached = places.find(file);
        if (cached != null) {
            return cached;
        }
        return Objects.requireNonNull(read(() -> {
            List<Place> found = store.places(file);
            if (!found.isEmpty() && found.size() <= MAX_CACHED_PLACES) {
                places.put(file, found);
            }
            return found;
        }));
    }

    @Override
    public void link(FileId file, Place place) throws IOException {
        if (file.equals(find(place))) {
            return;
        }
        write(() -> {
            Held there = known(place).held();
            if (there == null || !there.named().file().equals(file)) {
                name(file, place, null, there);
            }
            return file;
        });
    }

    @Override
    public void unlink(Place place) throws IOException {
        unlink(null, place);
    }

    @Override
    public void unlink(@Nullable FileId file, Place place) throws IOException {
        write(() -> {
            Held there = known(place).held();
            if (there != null && (file == null || there.named().file().equals(file))) {
                forget(there);
            }
            return root;
        });
    }

    @Override
    public void move(Place from, Place to) throws IOException {
        if (from.equals(to)) {
            return;
        }
        write(() -> {
            Held moved = known(from).held();
            Held replaced = known(to).held();
            if (moved != null) {
                Held held = name(moved.named().file(), to, moved, replaced);
                // What was moved once is often moved again, or back.
                records.put(from, Known.NOTHING);
                records.put(to, new Known(held));
            } else if (replaced != null) {
                forget(replaced);
            }
            return root;
        });
    }

    private Held name(FileId file, Place place, @Nullable Held moved, @Nullable Held replaced) throws IOException {
        Held held = store.name(file, place, moved, replaced);
        forgetCached(moved);
        forgetCached(replaced);
        places.remove(file);
        records.remove(place);
        return held;
    }

    private void forget(Held held) throws IOException {
        store.forget(held);
        forgetCached(held);
    }

    private void forgetCached(@Nullable Held held) {
        if (held != null) {
            records.remove(held.named().place());
            places.remove(held.named().file());
        }
    }

    @Override
    public void force() throws IOException {
        read(() -> {
            store.force();
            return root;
        });
    }

    @Override
    public void close() throws IOException {
        compaction.close();
        lock.writeLock().lock();
        try {
            store.close();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private interface Answer<T extends @Nullable Object> {
        T get() throws IOException;
    }

    private <T extends @Nullable Object> T read(Answer<T> answer) throws IOException {
        lock.readLock().lock();
        try {
            if (!store.isBroken()) {
                return answer.get();
            }
        } finally {
            lock.readLock().unlock();
        }
        try {
            return write(answer);
        } catch (IOException e) {
            // A full disk below the state folder: what cannot be told for now is neither gone nor a matter of the
            // file's disk.
            throw store.isBroken() ? new VfsException(VfsError.JUKEBOX, "identities cannot be looked up: " + e) : e;
        }
    }

    private <T extends @Nullable Object> T write(Answer<T> change) throws IOException {
        lock.writeLock().lock();
        try {
            store.repair();
            T result = change.get();
            compaction.consider(store, lock, this::exchange);
            return result;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Called with the writer's lock. */
    private void exchange(JournalStore compacted) {
        store = compacted;
        // They lead into the old journal.
        records.clear();
    }
}
