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
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A journal and its index. Each record that holds has two entries in the index: one by its place, one by its identity.
 *
 * <p>Methods that change anything need a lock around them that keeps out everybody else; the others may run side by side.
 */
final class JournalStore implements AutoCloseable {
    /** After a process was killed at most so many records are read again. */
    private static final int CHECKPOINT_EVERY = 4096;

    private final JournalFile journal;
    private final IndexFile index;
    private int sinceCheckpoint;
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
        header.session = Math.max(header.session, journal.session());
        if (header.covered > journal.size()) {
            // The journal lost what the index knows, or was put back from a backup.
            header.clear();
        }
        boolean known = header.state != IndexHeader.State.BROKEN;
        index.start();
        journal.recover(header.covered, (record, offset) -> apply(record, offset, known));
        broken = false;
    }

    JournalFile journal() {
        return journal;
    }

    long session() {
        return index.header.session;
    }

    /** Bytes of records that hold no longer. */
    long garbage() {
        return journal.end() - JournalFile.HEADER - index.header.live;
    }

    @Nullable Held find(Place place) throws IOException {
        for (long offset : index.find(hash(place))) {
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
        for (long offset : index.find(hash(file))) {
            Named named = journal.named(offset);
            if (named.file().equals(file)) {
                found.add(new Held(offset, named));
            }
        }
        found.sort(Comparator.comparingLong(Held::offset));
        return found.stream().map(held -> held.named().place()).toList();
    }

    /** Whether the record at this offset holds. */
    boolean holds(Named named, long offset) throws IOException {
        return index.contains(hash(named.place()), offset);
    }

    void open(long session) throws IOException {
        write(new Opened(session));
        journal.force();
    }

    /**
     * @param moved what it is instead of, at another place
     * @param replaced what was at its place
     */
    void name(FileId file, Place place, @Nullable Held moved, @Nullable Held replaced) throws IOException {
        write(new Named(file, place, moved == null ? 0 : moved.offset, replaced == null ? 0 : replaced.offset));
    }

    void forget(Held held) throws IOException {
        write(new Gone(held.offset));
    }

    private void write(JournalRecord record) throws IOException {
        if (broken) {
            catchUp();
        }
        long offset = journal.append(record);
        try {
            apply(record, offset, false);
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /** Whether the last change could not be indexed: the next one tries again, until then the index may be behind. */
    boolean isBroken() {
        return broken;
    }

    void repair() throws IOException {
        if (broken) {
            catchUp();
        }
    }

    private void apply(JournalRecord record, long offset, boolean again) throws IOException {
        IndexHeader header = index.header;
        // Should the index grow meanwhile, it notes that this record is still to be done.
        header.covered = offset;
        long live = 0;
        switch (record) {
            case Opened opened -> header.session = Math.max(header.session, opened.session());
            case Named named -> {
                live = named.bytes() - kill(named.moved()) - kill(named.replaced());
                add(hash(named.place()), offset, again);
                add(hash(named.file()), offset, again);
            }
            case Gone gone -> live = -kill(gone.record());
        }
        header.live += live;
        header.covered = offset + record.bytes();
        if (++sinceCheckpoint >= CHECKPOINT_EVERY) {
            index.checkpoint(IndexHeader.State.OPEN, header.covered);
            sinceCheckpoint = 0;
        }
    }

    private void add(long hash, long offset, boolean again) throws IOException {
        if (again && index.contains(hash, offset)) {
            index.countAgain(hash);
        } else {
            index.add(hash, offset);
        }
    }

    /** @return how many bytes of the journal hold no longer */
    private long kill(long offset) throws IOException {
        if (offset == 0) {
            return 0;
        }
        Named named = journal.named(offset);
        index.remove(hash(named.place()), offset);
        index.remove(hash(named.file()), offset);
        return named.bytes();
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
                index.force();
                index.checkpoint(IndexHeader.State.CLOSED, index.header.covered);
                index.force();
            }
        }
    }
}
