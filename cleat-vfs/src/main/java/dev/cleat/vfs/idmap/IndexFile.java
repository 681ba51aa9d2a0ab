package dev.cleat.vfs.idmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A hash table on disk, from hashes to offsets in the journal; a hash may have many. It takes no heap whatever its size, and
 * holds nothing that the journal could not tell again.
 *
 * <p>Behind the {@link IndexHeader} lie 256 segments, interleaved by pages of 512 slots: page p of segment s is the
 * (256 p + s)-th, so that every segment can grow in its place. The first byte of a hash chooses the segment. A slot holds
 * the next 28 bits and the offset in units of eight bytes; their share of the whole range says where in the segment the
 * search for a free slot starts. Every change but growth is one write of eight bytes, so that a killed process leaves a
 * table that is right, or lacks its last change.
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

    void add(long hash, long offset) throws IOException {
        int segment = segment(hash);
        long slot = slot(hash, offset);
        if (header.used[segment] >= (long) header.pages[segment] * SLOTS_PER_PAGE / 4 * 3) {
            grow(segment);
        }
        Search search = new Search(segment, hash);
        long found = search.next();
        while (found != FREE && found != REMOVED) {
            found = search.next();
        }
        write(segment, search.last(), slot);
        if (found == FREE) {
            header.used[segment]++;
        }
    }

    /** Notes an entry that is there already, but was not counted before the process was killed. */
    void countAgain(long hash) {
        header.used[segment(hash)]++;
    }

    /** @return false where it is not there */
    boolean remove(long hash, long offset) throws IOException {
        int segment = segment(hash);
        long slot = slot(hash, offset);
        Search search = new Search(segment, hash);
        long found;
        while ((found = search.next()) != FREE) {
            if (found == slot) {
                write(segment, search.last(), REMOVED);
                return true;
            }
        }
        return false;
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

    private void write(int segment, int slot, long value) throws IOException {
        channel.write(ByteBuffer.allocate(Long.BYTES).putLong(0, value), position(segment, slot));
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
            this.slots = header.pages[segment] * SLOTS_PER_PAGE;
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

        /** The slot that {@link #next} just answered. */
        int last() {
            return next == 0 ? slots - 1 : next - 1;
        }
    }
}
