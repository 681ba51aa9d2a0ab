package dev.cleat.vfs.idmap;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap.Place;
import dev.cleat.vfs.idmap.JournalRecord.Gone;
import dev.cleat.vfs.idmap.JournalRecord.Named;
import dev.cleat.vfs.idmap.JournalRecord.Opened;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A journal and its index. Each record that holds has two entries in the index: one by its place, one by its identity. They
 * are written many at once; until then {@link PendingChanges} has them, and on the disk the journal alone.
 *
 * <p>Methods that change anything need a lock around them that keeps out everybody else; the others may run side by side.
 */
final class JournalStore implements AutoCloseable {
    /** After a process was killed at most so many records are read again. */
    private static final int INDEX_EVERY = 16_384;

    private final JournalFile journal;
    private final IndexFile index;
    private final PendingChanges pending = new PendingChanges();
    private long live;
    private long session;
    private int sinceIndexed;
    /** Whether the index may already have entries of records that lie behind what it is known to cover. */
    private boolean ahead;

    private boolean broken;

    /** A record that holds. */
    record Held(long offset, Named named) {}

    private JournalStore(JournalFile journal, IndexFile index) {
        this.journal = journal;
        this.index = index;
    }

    /** Brings index and journal into step, whatever happened to the process that wrote them. */
    static JournalStore open(JournalFile journal, Path indexPath) throws IOException {
        JournalStore store = new JournalStore(journal, IndexFile.open(indexPath, journal.number()));
        store.catchUp();
        return store;
    }

    private void catchUp() throws IOException {
        IndexHeader header = index.header;
        if (!journal.reaches(header.covered)) {
            // The journal lost what the index knows, or was put back from a backup.
            header.clear();
        }
        ahead = header.state != IndexHeader.State.BROKEN;
        index.start();
        pending.clear();
        sinceIndexed = 0;
        live = header.live;
        session = Math.max(header.session, journal.session());
        journal.recover(header.covered, (record, offset) -> {
            bringIndexUpToDate(offset);
            apply(record, offset);
        });
        broken = false;
    }

    JournalFile journal() {
        return journal;
    }

    long session() {
        return session;
    }

    /** Bytes of records that hold no longer. */
    long garbage() {
        return journal.end() - JournalFile.HEADER - live;
    }

    @Nullable Held find(Place place) throws IOException {
        long hash = hash(place);
        Held added = find(place, pending.added(hash));
        return added != null ? added : find(place, indexed(hash));
    }

    private @Nullable Held find(Place place, long[] offsets) throws IOException {
        for (long offset : offsets) {
            Named named = journal.named(offset);
            if (named.place().equals(place)) {
                return new Held(offset, named);
            }
        }
        return null;
    }

    /** The oldest first. */
    List<Place> places(FileId file) throws IOException {
        List<Held> found = new ArrayList<>(1);
        long hash = hash(file);
        collect(file, indexed(hash), found);
        collect(file, pending.added(hash), found);
        found.sort(Comparator.comparingLong(Held::offset));
        return found.stream().map(held -> held.named().place()).toList();
    }

    private void collect(FileId file, long[] offsets, List<Held> into) throws IOException {
        for (long offset : offsets) {
            Named named = journal.named(offset);
            if (named.file().equals(file)) {
                into.add(new Held(offset, named));
            }
        }
    }

    /** Of the indexed records that hold and have this hash, and now and then of one that has another. */
    private long[] indexed(long hash) throws IOException {
        long[] offsets = index.find(hash);
        int count = 0;
        for (long offset : offsets) {
            if (isIndexed(hash, offset)) {
                offsets[count++] = offset;
            }
        }
        return count == offsets.length ? offsets : Arrays.copyOf(offsets, count);
    }

    /** Whether it is for the index to say that the record at this offset holds. */
    private boolean isIndexed(long hash, long offset) {
        return offset < index.header.covered && !pending.isRemoved(hash, offset);
    }

    /** Whether the record at this offset holds. */
    boolean holds(Named named, long offset) throws IOException {
        long hash = hash(named.place());
        return pending.isAdded(hash, offset) || (isIndexed(hash, offset) && index.contains(hash, offset));
    }

    void open(long opened) throws IOException {
        append(new Opened(opened));
        session = opened;
        journal.force();
    }

    /**
     * @param moved what it is instead of, at another place
     * @param replaced what was at its place
     */
    Held name(FileId file, Place place, @Nullable Held moved, @Nullable Held replaced) throws IOException {
        Named named = new Named(file, place, moved == null ? 0 : moved.offset, replaced == null ? 0 : replaced.offset);
        Held held = new Held(append(named), named);
        kill(moved);
        kill(replaced);
        add(held);
        return held;
    }

    void forget(Held held) throws IOException {
        append(new Gone(held.offset));
        kill(held);
    }

    private long append(JournalRecord record) throws IOException {
        repair();
        bringIndexUpToDate(journal.end());
        sinceIndexed++;
        return journal.append(record);
    }

    /** Whether the index could not be written: the next change tries again, until then it may be wrong. */
    boolean isBroken() {
        return broken;
    }

    void repair() throws IOException {
        if (broken) {
            catchUp();
        }
    }

    /**
     * Where much has changed since it was done last.
     *
     * @param end where the next record begins
     */
    private void bringIndexUpToDate(long end) throws IOException {
        if (pending.isFull() || sinceIndexed >= INDEX_EVERY) {
            index(end);
        }
    }

    private void index(long end) throws IOException {
        boolean before = broken;
        broken = true;
        index.change(pending.all(index.header.covered, ahead));
        index.header.live = live;
        index.header.session = session;
        index.checkpoint(IndexHeader.State.OPEN, end);
        broken = before;
        ahead = false;
        pending.clear();
        sinceIndexed = 0;
    }

    private void apply(JournalRecord record, long offset) throws IOException {
        sinceIndexed++;
        switch (record) {
            case Opened opened -> session = Math.max(session, opened.session());
            case Named named -> {
                kill(held(named.moved()));
                kill(held(named.replaced()));
                add(new Held(offset, named));
            }
            case Gone gone -> kill(held(gone.record()));
        }
    }

    private @Nullable Held held(long offset) throws IOException {
        return offset == 0 ? null : new Held(offset, journal.named(offset));
    }

    private void add(Held held) {
        pending.add(hash(held.named.place()), held.offset);
        pending.add(hash(held.named.file()), held.offset);
        live += held.named.bytes();
    }

    private void kill(@Nullable Held held) {
        if (held != null) {
            pending.remove(hash(held.named.place()), held.offset, ahead);
            pending.remove(hash(held.named.file()), held.offset, ahead);
            live -= held.named.bytes();
        }
    }

    private long hash(Place place) {
        Name name = place.name();
        byte[] key = new byte[FileId.BYTES + name.length()];
        name.copyTo(put(key, place.directory()));
        return index.header.hash.hash(key);
    }

    private long hash(FileId file) {
        byte[] key = new byte[FileId.BYTES];
        put(key, file);
        return index.header.hash.hash(key);
    }

    private static ByteBuffer put(byte[] key, FileId id) {
        return ByteBuffer.wrap(key).putLong(id.high()).putLong(id.low());
    }

    /** Closes without a thought for what is in it. */
    void discard() throws IOException {
        broken = true;
        close();
    }

    /** Makes everything durable. */
    void force() throws IOException {
        journal.force();
    }

    @Override
    public void close() throws IOException {
        try (journal;
                index) {
            if (!broken) {
                journal.force();
                index(journal.end());
                index.force();
                index.checkpoint(IndexHeader.State.CLOSED, index.header.covered);
                index.force();
            }
        }
    }
}
