package dev.cleat.archive;

import dev.cleat.archive.Item.Place;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.hash.SipHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds: objects, each with an identity, and entries, which are names of objects in directories. Both are
 * numbers into columns, so that a hundred thousand take some ten megabytes. Built by one thread, then never changed.
 *
 * <p>An object is a row of longs:
 *
 * <pre>
 *   0, 1  its identity
 *   2     type, packing, mode, number of names
 *   3     owner, group
 *   4     size
 *   5     modified: seconds
 *   6     modified: nanoseconds; checksum
 *   7     where its contents or its target are; of a device, its number
 *   8     their length, packed
 *   9     of a directory: the one above it; its first entry + 1
 * </pre>
 */
final class Catalog {
    static final int ROOT = 0;
    static final int NONE = -1;

    private static final FileType[] TYPES = FileType.values();
    private static final Packing[] PACKINGS = Packing.values();
    private static final int ROW = 10;
    /** Bytes for each entry beside its name: four columns, and its part of a hash table that is half full. */
    private static final int ENTRY_BYTES = 26;
    /** Marks the target of a link that is among the names. */
    private static final long IN_NAMES = 1L << 62;

    private final long maxBytes;
    private final SipHash hash = SipHash.random();

    private long[] rows = new long[16 * ROW];
    private int objects;

    private int[] directories = new int[16];
    private int[] named = new int[16];
    private int[] nextEntries = new int[16];
    private int[] nameStarts = new int[16];
    /** Names of entries, each behind a byte with its length, and targets of links. */
    private byte[] names = new byte[256];

    private int nameEnd;
    private int entries;

    /** Numbers + 1, at or behind the place that their hash tells. */
    private int[] byName = new int[64];

    private int[] byIdentity = new int[64];

    /**
     * @param maxBytes what the columns may take
     */
    Catalog(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    int size() {
        return objects;
    }

    int find(FileId id) {
        int mask = byIdentity.length - 1;
        for (int slot = id.hashCode() & mask; byIdentity[slot] != 0; slot = (slot + 1) & mask) {
            int object = byIdentity[slot] - 1;
            if (id.equals(id(object))) {
                return object;
            }
        }
        return NONE;
    }

    /** The object of this name, or {@link #NONE}. */
    int find(int directory, Name name) {
        byte[] bytes = name.toBytes();
        int entry = entry(directory, bytes, 0, bytes.length);
        return entry == NONE ? NONE : named[entry];
    }

    List<Name> names(int directory) {
        List<Name> all = new ArrayList<>();
        for (int entry = firstEntry(directory); entry != NONE; entry = nextEntries[entry]) {
            int start = nameStarts[entry] + 1;
            all.add(Name.of(Arrays.copyOfRange(names, start, start + nameLength(entry))));
        }
        return all;
    }

    FileId id(int object) {
        return new FileId(rows[object * ROW], rows[object * ROW + 1]);
    }

    FileType type(int object) {
        return TYPES[(int) rows[object * ROW + 2] & 15];
    }

    long size(int object) {
        return rows[object * ROW + 4];
    }

    Place place(int object) {
        int row = object * ROW;
        Packing packing = PACKINGS[(int) (rows[row + 2] >> 4) & 15];
        return new Place(rows[row + 7], rows[row + 8], packing, (int) rows[row + 6]);
    }

    int above(int directory) {
        return (int) (rows[directory * ROW + 9] >>> 32);
    }

    /** The target of a link, or null where the contents are. */
    @Nullable Name target(int object) {
        long at = rows[object * ROW + 7];
        if ((at & IN_NAMES) == 0) {
            return null;
        }
        int start = (int) (at & ~IN_NAMES);
        return Name.of(Arrays.copyOfRange(names, start, start + (int) size(object)));
    }

    /**
     * @param volume the file system that all is on
     * @param changed when the archive last changed
     */
    Attributes attributes(int object, long volume, Instant changed) {
        int row = object * ROW;
        FileType type = type(object);
        Instant modified = Instant.ofEpochSecond(rows[row + 5], rows[row + 6] >>> 32);
        Attributes.Builder attributes = Attributes.builder(type, rows[row + 1])
                .mode((int) (rows[row + 2] >> 8) & Attributes.MODE_MASK)
                .links((int) (rows[row + 2] >>> 32))
                .owner((int) (rows[row + 3] >>> 32), (int) rows[row + 3])
                .size(rows[row + 4])
                .fsid(volume)
                .times(modified, modified, changed);
        return switch (type) {
            case CHARACTER_DEVICE, BLOCK_DEVICE ->
                attributes
                        .device(new Device((int) (rows[row + 7] >>> 32), (int) rows[row + 7]))
                        .build();
            case REGULAR -> attributes.used(rows[row + 8]).build();
            case DIRECTORY, SYMBOLIC_LINK, FIFO, SOCKET -> attributes.build();
        };
    }

    /** Adds an object that has no name yet. */
    int add(FileId id, Item item) throws ArchiveException {
        rows = roomFor(rows, (objects + 1) * ROW);
        int object = objects++;
        rows[object * ROW] = id.high();
        rows[object * ROW + 1] = id.low();
        describe(object, item);
        if (item.type() == FileType.DIRECTORY) {
            rows[object * ROW + 2] |= 2L << 32;
        }
        if (objects * 2 > byIdentity.length) {
            byIdentity = new int[byIdentity.length * 2];
            for (int each = 0; each < object; each++) {
                identify(each);
            }
        }
        identify(object);
        return object;
    }

    /** Says what an object is; its identity and, of a directory, its entries stay. */
    @SuppressWarnings("EnumOrdinal") // the columns end with the process
    void describe(int object, Item item) throws ArchiveException {
        int row = object * ROW;
        long links = rows[row + 2] >>> 32;
        Place place = item.place();
        rows[row + 2] = item.type().ordinal()
                | (long) place.packing().ordinal() << 4
                | (item.mode() & Attributes.MODE_MASK) << 8
                | links << 32;
        rows[row + 3] = pair(item.uid(), item.gid());
        rows[row + 4] = item.size();
        Instant modified = item.modified();
        rows[row + 5] = modified.getEpochSecond();
        rows[row + 6] = pair(modified.getNano(), place.crc());
        rows[row + 7] = place.offset();
        rows[row + 8] = place.length();
        Name target = item.target();
        if (target != null) {
            byte[] bytes = target.toBytes();
            rows[row + 4] = bytes.length;
            rows[row + 7] = IN_NAMES | append(bytes, 0, bytes.length);
        } else if (!item.device().equals(Device.NONE)) {
            rows[row + 7] = pair(item.device().major(), item.device().minor());
        }
    }

    /** Gives an object a name, which an object before it may lose. */
    void name(int directory, byte[] bytes, int from, int length, int object) throws ArchiveException {
        int known = entry(directory, bytes, from, length);
        if (known != NONE) {
            addLinks(named[known], -1);
            named[known] = object;
        } else {
            enter(directory, bytes, from, length, object);
        }
        if (type(object) == FileType.DIRECTORY) {
            rows[object * ROW + 9] = pair(directory, (int) rows[object * ROW + 9]);
        } else {
            addLinks(object, 1);
        }
    }

    /** The entry of this name, or {@link #NONE}. */
    int entry(int directory, byte[] bytes, int from, int length) {
        int mask = byName.length - 1;
        int slot = slot(directory, bytes, from, length, mask);
        for (; byName[slot] != 0; slot = (slot + 1) & mask) {
            int entry = byName[slot] - 1;
            int start = nameStarts[entry] + 1;
            if (directories[entry] == directory
                    && Arrays.equals(names, start, start + nameLength(entry), bytes, from, from + length)) {
                return entry;
            }
        }
        return NONE;
    }

    int named(int entry) {
        return named[entry];
    }

    private void enter(int directory, byte[] bytes, int from, int length, int object) throws ArchiveException {
        directories = roomFor(directories, entries + 1);
        named = roomFor(named, entries + 1);
        nextEntries = roomFor(nextEntries, entries + 1);
        nameStarts = roomFor(nameStarts, entries + 1);
        int start = append(new byte[] {(byte) length}, 0, 1);
        append(bytes, from, length);
        int entry = entries++;
        directories[entry] = directory;
        named[entry] = object;
        nameStarts[entry] = start;
        long row9 = rows[directory * ROW + 9];
        nextEntries[entry] = (int) row9 - 1;
        rows[directory * ROW + 9] = (row9 & ~0xFFFF_FFFFL) | entries;
        if (entries * 2 > byName.length) {
            byName = new int[byName.length * 2];
            for (int each = 0; each < entry; each++) {
                hash(each);
            }
        }
        hash(entry);
        checkRoom();
    }

    private void checkRoom() throws ArchiveException {
        checkRoomFor(0);
    }

    /** Demands room for so many bytes beside the index. */
    void checkRoomFor(long more) throws ArchiveException {
        long bytes =
                more + 8L * rows.length + (long) ENTRY_BYTES * named.length + names.length + 4L * byIdentity.length;
        if (bytes > maxBytes) {
            throw new ArchiveException("its index takes more than " + (maxBytes >> 20) + " MiB of memory: it has "
                    + entries + " entries and folders, and more");
        }
    }

    private int firstEntry(int directory) {
        return (int) rows[directory * ROW + 9] - 1;
    }

    private void addLinks(int object, int number) {
        if (type(object) != FileType.DIRECTORY) {
            rows[object * ROW + 2] += (long) number << 32;
        }
    }

    private int append(byte[] bytes, int from, int length) throws ArchiveException {
        if (nameEnd + (long) length > maxBytes) {
            throw new ArchiveException("its names take more than " + (maxBytes >> 20) + " MiB of memory");
        }
        int start = nameEnd;
        while (names.length < start + length) {
            names = Arrays.copyOf(names, names.length * 2);
        }
        System.arraycopy(bytes, from, names, start, length);
        nameEnd = start + length;
        return start;
    }

    private int nameLength(int entry) {
        return names[nameStarts[entry]] & 0xFF;
    }

    private void hash(int entry) {
        int mask = byName.length - 1;
        int slot = slot(directories[entry], names, nameStarts[entry] + 1, nameLength(entry), mask);
        while (byName[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        byName[slot] = entry + 1;
    }

    private int slot(int directory, byte[] bytes, int from, int length, int mask) {
        return (int) ((hash.hash(bytes, from, length) + directory * 0x9E3779B97F4A7C15L) >>> 20) & mask;
    }

    private void identify(int object) {
        int mask = byIdentity.length - 1;
        FileId id = id(object);
        int slot = id.hashCode() & mask;
        while (byIdentity[slot] != 0 && !id.equals(id(byIdentity[slot] - 1))) {
            slot = (slot + 1) & mask;
        }
        byIdentity[slot] = object + 1;
    }

    private static long pair(int high, int low) {
        return ((long) high << 32) | Integer.toUnsignedLong(low);
    }

    private static long[] roomFor(long[] column, int length) {
        return length <= column.length ? column : Arrays.copyOf(column, column.length * 2);
    }

    private static int[] roomFor(int[] column, int length) {
        return length <= column.length ? column : Arrays.copyOf(column, column.length * 2);
    }
}
