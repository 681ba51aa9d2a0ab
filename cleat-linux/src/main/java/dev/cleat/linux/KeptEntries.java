package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a large directory as the kernel told them, from the first on, as far as anybody has asked; without "." and
 * "..". They are good for as long as the directory is in the state that it was in when the first was read.
 *
 * <p>Packed outside of the heap, one behind the other, none over the edge of a slab:
 *
 * <pre>
 *   | cookie 8 | inode 8 | identity 16 | length 1 | name | padding to 8 |
 * </pre>
 *
 * <p>As long as the directory stays as it is, a name stands for one object, which has one identity: it is noted here when it
 * was first asked for.
 *
 * <p>Locking: {@link #growing} is held by whoever adds entries. Others read what {@link #extent} says is there.
 */
final class KeptEntries extends Shared {
    static final int SLAB = 256 * 1024;

    private static final int MAX_SLABS = 32;
    private static final int SLAB_BITS = 18;
    private static final int BLOCK_BITS = 14;
    private static final int INODE = 8;
    private static final int HIGH = 16;
    private static final int LOW = 24;
    private static final int LENGTH = 32;
    private static final int NAME = 33;
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /**
     * What can be read.
     *
     * @param end the place behind the last entry
     * @param blocks in how many blocks an entry begins
     * @param cookie the last entry's
     * @param complete whether it is the directory's last
     */
    record Extent(int end, int blocks, long cookie, boolean complete) {}

    final FileId directory;
    final DirectoryVersion version;
    final ReentrantLock growing = new ReentrantLock();

    private final KeptListings owner;
    private final Arena arena = Arena.ofShared();
    private final @Nullable ByteBuffer[] slabs = new ByteBuffer[MAX_SLABS];
    /** Where the entries of a slab end, once there is a further one. */
    private final int[] used = new int[MAX_SLABS];
    /** The first entry of each block of 16 KiB in which one begins: its cookie, and its place. */
    private final long[] blockCookies = new long[MAX_SLABS << (SLAB_BITS - BLOCK_BITS)];

    private final int[] blockPlaces = new int[MAX_SLABS << (SLAB_BITS - BLOCK_BITS)];
    private int slabCount;
    private int end;
    private int blocks;
    private long lastCookie;
    private volatile boolean full;

    /** What cookies up to the first entry's begin with. */
    private long start;

    private volatile Extent extent = new Extent(0, 0, 0, false);

    KeptEntries(FileId directory, DirectoryVersion version, KeptListings owner, Tick tick) {
        super(tick);
        this.directory = directory;
        this.version = version;
        this.owner = owner;
    }

    Extent extent() {
        return extent;
    }

    int slabs() {
        return slabCount;
    }

    /**
     * The place of the entry behind this cookie.
     *
     * @return -1 where no entry here has the cookie
     */
    int after(Extent known, long cookie) {
        return find(known, cookie, true);
    }

    /** The place of the first entry that is behind this cookie in the order of cookies. */
    int behind(Extent known, long cookie) {
        return find(known, cookie, false);
    }

    private int find(Extent known, long cookie, boolean exactly) {
        if (cookie <= start) {
            return cookie == 0 || !exactly ? 0 : -1;
        }
        if (cookie >= known.cookie) {
            return cookie == known.cookie || !exactly ? known.end : -1;
        }
        Cursor cursor = new Cursor(known, firstPlace(known, cookie));
        while (cursor.next() && cursor.cookie() < cookie) {
            // The blocks only tell the neighbourhood.
        }
        return cursor.cookie() == cookie || !exactly ? cursor.behind : -1;
    }

    private int firstPlace(Extent known, long cookie) {
        int low = 0;
        int high = known.blocks;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (blockCookies[middle] <= cookie) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return known.blocks == 0 ? 0 : blockPlaces[low];
    }

    /** Goes through entries from a place on. */
    final class Cursor {
        private final Extent known;
        private ByteBuffer slab = ByteBuffer.allocate(0);
        private int slabNumber = -1;
        private int at;
        private int behind;

        Cursor(Extent known, int place) {
            this.known = known;
            this.behind = place;
        }

        /** Steps to the next entry; false where no further one is known. */
        boolean next() {
            if (behind == known.end) {
                return false;
            }
            int number = behind >>> SLAB_BITS;
            boolean last = number == known.end >>> SLAB_BITS;
            if (!last && behind - (number << SLAB_BITS) == used[number]) {
                number++;
                behind = number << SLAB_BITS;
            }
            if (number != slabNumber) {
                slab = slab(number).duplicate().order(ByteOrder.nativeOrder());
                slabNumber = number;
            }
            at = behind - (number << SLAB_BITS);
            behind += padded(NAME + Byte.toUnsignedInt(slab.get(at + LENGTH)));
            return true;
        }

        long cookie() {
            return slab.getLong(at);
        }

        long inode() {
            return slab.getLong(at + INODE);
        }

        /** The object's identity, or null where nobody has noted it. */
        @Nullable FileId identity() {
            // Written after the other half. Where it happens to be 0 it is as good as unknown.
            long high = (long) LONG.getAcquire(slab, at + HIGH);
            return high == 0 ? null : new FileId(high, slab.getLong(at + LOW));
        }

        void identify(FileId id) {
            slab.putLong(at + LOW, id.low());
            LONG.setRelease(slab, at + HIGH, id.high());
        }

        Name name() {
            int first = at + NAME;
            slab.limit(first + Byte.toUnsignedInt(slab.get(at + LENGTH))).position(first);
            Name name = Name.of(slab);
            slab.limit(slab.capacity());
            return name;
        }
    }

    /**
     * Adds an entry; for whoever holds {@link #growing}, and seen by nobody before {@link #publish}.
     *
     * @return false where nothing can be added any more
     */
    boolean add(long cookie, long inode, byte[] names, int from, int length) {
        if (full || cookie <= lastCookie || !makeRoom()) {
            // Cookies that do not grow could not be found again.
            full = true;
            return false;
        }
        int number = end >>> SLAB_BITS;
        int at = end - (number << SLAB_BITS);
        slab(number)
                .putLong(at, cookie)
                .putLong(at + INODE, inode)
                .put(at + LENGTH, (byte) length)
                .put(at + NAME, names, from, length);
        int block = end >>> BLOCK_BITS;
        if (blocks == 0 || blockPlaces[blocks - 1] >>> BLOCK_BITS != block) {
            blockCookies[blocks] = cookie;
            blockPlaces[blocks] = end;
            blocks++;
        }
        end += padded(NAME + length);
        lastCookie = cookie;
        return true;
    }

    /** Entries begin at this position; cookies up to it mean the first. */
    void beginAt(long position) {
        start = position;
    }

    boolean isFull() {
        return full;
    }

    /** Has nothing more added. */
    void fill() {
        full = true;
    }

    /** The cookie of the entry that was added last. */
    long cookie() {
        return lastCookie;
    }

    /**
     * Shows what was added.
     *
     * @return whether that is news
     */
    boolean publish(boolean complete) {
        boolean news = complete || end > extent.end;
        extent = new Extent(end, blocks, lastCookie, complete);
        return news;
    }

    private boolean makeRoom() {
        int at = end & (SLAB - 1);
        boolean fits =
                slabCount > 0 && end >>> SLAB_BITS == slabCount - 1 && at + padded(NAME + Scratch.NAME_MAX) <= SLAB;
        if (fits) {
            return true;
        }
        if (slabCount == MAX_SLABS || !owner.grant(this)) {
            return false;
        }
        if (slabCount > 0) {
            used[slabCount - 1] = end - ((slabCount - 1) << SLAB_BITS);
        }
        slabs[slabCount] = arena.allocate(SLAB, 8).asByteBuffer().order(ByteOrder.nativeOrder());
        end = slabCount << SLAB_BITS;
        slabCount++;
        return true;
    }

    private static int padded(int length) {
        return (length + 7) & -8;
    }

    private ByteBuffer slab(int number) {
        ByteBuffer slab = slabs[number];
        if (slab == null) {
            throw new IllegalStateException("no slab " + number);
        }
        return slab;
    }

    @Override
    void free() {
        arena.close();
        owner.freed(slabCount);
    }
}
