package dev.cleat.vfs.idmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * A hash table on disk, from hashes to offsets in the journal; a hash may have many. It takes no heap whatever its size, and
 * holds nothing that the journal could not tell again.
 *
 * <p>Behind the {@link IndexHeader} lie 256 segments, interleaved by pages of 512 slots: page p of segment s is the
 * (256 p + s)-th, so that every segment can grow in its place. The first byte of a hash chooses the segment. A slot holds
 * the next 28 bits and the offset in units of eight bytes; their share of the whole range says where in the segment the
 * search for a free slot starts. Changes are made many at once, page by page, and a killed process may leave some of them
 * undone: to make all of them again does no harm. While a segment grows the table is marked as broken.
 *
 * <pre>
 *  63         36 35                               0
 * +-------------+----------------------------------+
 * |    hash     |   offset / 8; 0 free, 1 removed  |
 * +-------------+----------------------------------+
 * </pre>
 *
 * <p>Changes need a lock around them that keeps out everybody else; {@link #find} may run at the same time as itself.
 */
final class IndexFile implements AutoCloseable {
    private static final int PAGE = 4096;
    private static final int SLOTS_PER_PAGE = PAGE / Long.BYTES;
    private static final int OFFSET_BITS = 36;
    private static final int HASH_BITS = 64 - OFFSET_BITS;
    private static final long HASH_MASK = -1L << OFFSET_BITS;
    private static final long FREE = 0;
    private static final long REMOVED = 1;
    /** Slots read at once: most searches end within. */
    private static final int WINDOW = 32;

    private final FileChannel channel;
    final IndexHeader header;
    private final PageWriter pages = new PageWriter();

    private IndexFile(FileChannel channel, IndexHeader header) {
        this.channel = channel;
        this.header = header;
    }

    /** The table as it was left, or an empty one where that is none for this journal: see the header's {@code covered}. */
    static IndexFile open(Path path, long journal) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        IndexHeader header = new IndexHeader(journal);
        ByteBuffer page = ByteBuffer.allocate(IndexHeader.BYTES);
        boolean more = true;
        while (more && page.hasRemaining()) {
            more = channel.read(page, page.position()) >= 0;
        }
        return new IndexFile(channel, header.decode(page.flip()) ? header : new IndexHeader(journal));
    }

    /** Makes ready for changes: an empty table of what is broken. */
    void start() throws IOException {
        if (header.state == IndexHeader.State.BROKEN) {
            channel.truncate(0);
            header.clear();
        }
        checkpoint(IndexHeader.State.OPEN, header.covered);
        // Else the power could fail with slots of today's below yesterday's "closed".
        force();
    }

    /** One slot to be changed. */
    sealed interface Change {
        long hash();
    }

    /**
     * @param again whether it may be there already, written by a process that was killed before it was counted
     */
    record Addition(long hash, long offset, boolean again) implements Change {}

    /**
     * @param uncounted whether, if it is there, a process wrote it that was killed before it was counted
     */
    record Removal(long hash, long offset, boolean uncounted) implements Change {}

    /** Makes these changes, in the order that costs least. */
    void change(List<Change> changes) throws IOException {
        // A hash begins with the segment and the place in it.
        changes.sort((a, b) -> Long.compareUnsigned(a.hash(), b.hash()));
        pages.forget();
        for (Change change : changes) {
            switch (change) {
                case Addition addition -> add(addition);
                case Removal removal -> remove(removal);
            }
        }
        pages.flush();
    }

    private void makeRoom(int segment) throws IOException {
        if (header.used[segment] >= (long) header.pages[segment] * SLOTS_PER_PAGE / 4 * 3) {
            pages.flush();
            grow(segment);
            pages.forget();
        }
    }

    private void add(Addition addition) throws IOException {
        int segment = segment(addition.hash);
        makeRoom(segment);
        long wanted = slot(addition.hash, addition.offset);
        int free = -1;
        int at = home(wanted, slots(segment));
        long found = pages.slot(segment, at);
        // What may be there already may be behind a slot that was freed meanwhile.
        while (found != FREE && found != wanted && (addition.again || found != REMOVED)) {
            free = free < 0 && found == REMOVED ? at : free;
            at = next(segment, at);
            found = pages.slot(segment, at);
        }
        boolean intoFresh = found == FREE && free < 0;
        if (found != wanted) {
            pages.put(segment, free < 0 ? at : free, wanted);
        }
        header.used[segment] += intoFresh || found == wanted ? 1 : 0;
    }

    private void remove(Removal removal) throws IOException {
        int segment = segment(removal.hash);
        long unwanted = slot(removal.hash, removal.offset);
        int at = home(unwanted, slots(segment));
        long found = pages.slot(segment, at);
        while (found != FREE && found != unwanted) {
            at = next(segment, at);
            found = pages.slot(segment, at);
        }
        if (found == unwanted) {
            pages.put(segment, at, REMOVED);
            header.used[segment] += removal.uncounted ? 1 : 0;
        }
    }

    boolean contains(long hash, long offset) throws IOException {
        return Arrays.stream(find(hash)).anyMatch(found -> found == offset);
    }

    /** The offsets that have this hash, and now and then one that has another. */
    long[] find(long hash) throws IOException {
        Search search = new Search(segment(hash), hash);
        long[] offsets = new long[1];
        int count = 0;
        long found;
        while ((found = search.next()) != FREE) {
            if (found != REMOVED && (found & HASH_MASK) == slot(hash, 0)) {
                offsets = count < offsets.length ? offsets : Arrays.copyOf(offsets, count * 2);
                offsets[count++] = (found & ~HASH_MASK) * JournalRecord.UNIT;
            }
        }
        return Arrays.copyOf(offsets, count);
    }

    /** Writes down how far the journal is indexed. */
    void checkpoint(IndexHeader.State state, long covered) throws IOException {
        header.state = state;
        header.covered = covered;
        ByteBuffer page = header.encode();
        while (page.hasRemaining()) {
            channel.write(page, page.position());
        }
    }

    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Makes room, by twice as many pages or by forgetting removed slots. */
    private void grow(int segment) throws IOException {
        long covered = header.covered;
        checkpoint(IndexHeader.State.BROKEN, covered);
        long[] entries = entries(segment);
        int pages = header.pages[segment];
        if (entries.length > pages * SLOTS_PER_PAGE * 3 / 8) {
            pages *= 2;
        }
        long[] slots = new long[pages * SLOTS_PER_PAGE];
        for (long entry : entries) {
            int at = home(entry, slots.length);
            while (slots[at] != FREE) {
                at = at + 1 == slots.length ? 0 : at + 1;
            }
            slots[at] = entry;
        }
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        for (int i = 0; i < pages; i++) {
            page.clear().asLongBuffer().put(slots, i * SLOTS_PER_PAGE, SLOTS_PER_PAGE);
            while (page.hasRemaining()) {
                channel.write(page, position(segment, (long) i * SLOTS_PER_PAGE) + page.position());
            }
        }
        header.pages[segment] = pages;
        header.used[segment] = entries.length;
        checkpoint(IndexHeader.State.OPEN, covered);
    }

    private long[] entries(int segment) throws IOException {
        long[] entries = new long[header.pages[segment] * SLOTS_PER_PAGE];
        int count = 0;
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        for (int i = 0; i < header.pages[segment]; i++) {
            read(page.clear(), position(segment, (long) i * SLOTS_PER_PAGE));
            while (page.hasRemaining()) {
                long slot = page.getLong();
                if (slot != FREE && slot != REMOVED) {
                    entries[count++] = slot;
                }
            }
        }
        return Arrays.copyOf(entries, count);
    }

    private int slots(int segment) {
        return header.pages[segment] * SLOTS_PER_PAGE;
    }

    private int next(int segment, int slot) {
        return slot + 1 == slots(segment) ? 0 : slot + 1;
    }

    private static int segment(long hash) {
        return (int) (hash >>> 56);
    }

    private static long slot(long hash, long offset) {
        return ((hash << 8) & HASH_MASK) | (offset / JournalRecord.UNIT);
    }

    private static int home(long slot, int slots) {
        return (int) (((slot >>> OFFSET_BITS) * slots) >>> HASH_BITS);
    }

    private static long position(int segment, long slot) {
        long page = slot / SLOTS_PER_PAGE * IndexHeader.SEGMENTS + segment;
        return IndexHeader.BYTES + page * PAGE + slot % SLOTS_PER_PAGE * Long.BYTES;
    }

    /** What lies behind the end of the file was never written: zeroes. */
    private void read(ByteBuffer into, long position) throws IOException {
        boolean more = true;
        while (more && into.hasRemaining()) {
            more = channel.read(into, position + into.position()) >= 0;
        }
        while (into.hasRemaining()) {
            into.put((byte) 0);
        }
        into.flip();
    }

    /** The slots of a segment from a hash's home on, round and round. A segment is never full. */
    private final class Search {
        private final int segment;
        private final int slots;
        private final ByteBuffer window =
                ByteBuffer.allocate(WINDOW * Long.BYTES).limit(0);
        private int next;

        Search(int segment, long hash) {
            this.segment = segment;
            this.slots = slots(segment);
            this.next = home(slot(hash, 0), slots);
        }

        long next() throws IOException {
            if (!window.hasRemaining()) {
                int untilPageEnds = SLOTS_PER_PAGE - next % SLOTS_PER_PAGE;
                read(window.clear().limit(Math.min(WINDOW, untilPageEnds) * Long.BYTES), position(segment, next));
            }
            next = next + 1 == slots ? 0 : next + 1;
            return window.getLong();
        }
    }

    /** Changes one page at a time in memory. */
    private final class PageWriter {
        private final ByteBuffer page = ByteBuffer.allocate(PAGE);
        private long position;
        private boolean changed;

        /** What is in memory may not be what is in the file. */
        void forget() {
            position = -1;
            changed = false;
        }

        long slot(int segment, int slot) throws IOException {
            load(position(segment, slot & -SLOTS_PER_PAGE));
            return page.getLong(slot % SLOTS_PER_PAGE * Long.BYTES);
        }

        void put(int segment, int slot, long value) throws IOException {
            load(position(segment, slot & -SLOTS_PER_PAGE));
            page.putLong(slot % SLOTS_PER_PAGE * Long.BYTES, value);
            changed = true;
        }

        private void load(long wanted) throws IOException {
            if (wanted != position) {
                flush();
                read(page.clear(), wanted);
                position = wanted;
            }
        }

        void flush() throws IOException {
            if (changed) {
                page.clear();
                while (page.hasRemaining()) {
                    channel.write(page, position + page.position());
                }
                changed = false;
            }
        }
    }
}
