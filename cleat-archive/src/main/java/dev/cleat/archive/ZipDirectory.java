package dev.cleat.archive;

import dev.cleat.archive.Item.Place;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the central directory of a zip file (APPNOTE 6.3.10 §4.3.12), entry by entry.
 *
 * <p>An archive whose entries overlap each other or the directory is refused: only those do that are made to unpack to more
 * than anybody has room for.
 */
final class ZipDirectory {
    private static final int ENTRY = 0x02014B50;
    private static final int FIXED = 46;
    private static final int LOCAL_FIXED = 30;
    private static final int MAX_ENTRY = FIXED + 3 * 0xFFFF;

    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED_FLAG = 1;
    private static final int UTF8_FLAG = 1 << 11;

    private static final int UNIX = 3;
    private static final int MAC = 19;
    private static final int TYPE_MASK = 0170000;
    private static final int TYPE_FOLDER = 0040000;
    private static final int TYPE_LINK = 0120000;
    private static final int DOS_FOLDER = 0x10;
    private static final int DOS_READ_ONLY = 1;

    private final Data data;
    private final CatalogBuilder builder;
    private final ZipEnd end;
    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private int entries;

    private ZipDirectory(Data data, ZipEnd end, CatalogBuilder builder) {
        this.data = data;
        this.end = end;
        this.builder = builder;
    }

    /**
     * @param size of the file
     */
    static void read(Data data, long size, CatalogBuilder builder) throws IOException {
        new ZipDirectory(data, ZipEnd.find(data, size), builder).read();
    }

    private void read() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(2 * MAX_ENTRY)
                .order(ByteOrder.LITTLE_ENDIAN)
                .limit(0);
        long at = end.directory();
        long last = at + end.length();
        while (at + buffer.remaining() < last || buffer.hasRemaining()) {
            if (buffer.remaining() < MAX_ENTRY && at < last) {
                buffer.compact();
                buffer.limit((int) Math.min(buffer.capacity(), buffer.position() + last - at));
                int read = data.read(at, buffer);
                if (buffer.hasRemaining()) {
                    throw new ArchiveException("it was cut: its directory is not all there");
                }
                at += read;
                buffer.flip();
            }
            if (buffer.remaining() < FIXED || buffer.getInt(buffer.position()) != ENTRY) {
                break;
            }
            entry(buffer);
        }
        checkCount();
        checkOverlaps();
    }

    private void checkCount() throws ArchiveException {
        // Without zip64 the count has sixteen bits, and some writers let it overflow.
        if (entries != end.entries() && (entries & 0xFFFF) != end.entries()) {
            throw new ArchiveException("its directory has " + entries + " entries, not " + end.entries());
        }
    }

    private void entry(ByteBuffer buffer) throws IOException {
        int start = buffer.position();
        int nameLength = Short.toUnsignedInt(buffer.getShort(start + 28));
        int extraLength = Short.toUnsignedInt(buffer.getShort(start + 30));
        int commentLength = Short.toUnsignedInt(buffer.getShort(start + 32));
        if (buffer.remaining() < FIXED + nameLength + extraLength + commentLength) {
            throw new ArchiveException("its directory ends in the middle of an entry");
        }
        byte[] name = new byte[nameLength];
        buffer.get(start + FIXED, name);
        ZipExtra extra = ZipExtra.read(
                buffer.slice(start + FIXED + nameLength, extraLength).order(ByteOrder.LITTLE_ENDIAN),
                buffer.slice(start, FIXED).order(ByteOrder.LITTLE_ENDIAN),
                name);
        add(buffer.slice(start, FIXED).order(ByteOrder.LITTLE_ENDIAN), name, extra);
        buffer.position(start + FIXED + nameLength + extraLength + commentLength);
    }

    private void add(ByteBuffer fixed, byte[] name, ZipExtra extra) throws IOException {
        int flags = fixed.getShort(8);
        int system = fixed.get(5);
        int attributes = fixed.getInt(38);
        long offset = extra.offset() + end.shift();
        occupy(offset, offset + LOCAL_FIXED + name.length + extra.packed());
        Name told = extra.path();
        byte[] path = told != null
                ? told.toBytes()
                : ZipNames.path(name, (flags & UTF8_FLAG) != 0, system == UNIX || system == MAC);
        int mode = system == UNIX || system == MAC ? attributes >>> 16 : 0;
        boolean endsInSlash = path.length > 0 && path[path.length - 1] == '/';
        boolean isDosFolder = system == 0 && (attributes & DOS_FOLDER) != 0;
        boolean isFolder = endsInSlash || isDosFolder || (mode & TYPE_MASK) == TYPE_FOLDER;
        if ((mode & 07777) == 0) {
            int readOnly = system == 0 && (attributes & DOS_READ_ONLY) != 0 ? 0222 : 0;
            mode = (mode & TYPE_MASK) | ((isFolder ? 0755 : 0644) & ~readOnly);
        }
        Place place = new Place(offset, extra.packed(), packing(fixed.getShort(10), flags), fixed.getInt(16));
        builder.put(path, item(mode, isFolder, extra, place));
    }

    private Item item(int mode, boolean isFolder, ZipExtra extra, Place place) {
        int uid = extra.uid() == null ? builder.defaults().uid() : extra.uid();
        int gid = extra.gid() == null ? builder.defaults().gid() : extra.gid();
        if (isFolder) {
            return Item.folder(mode, uid, gid, extra.modified());
        }
        FileType type = (mode & TYPE_MASK) == TYPE_LINK ? FileType.SYMBOLIC_LINK : FileType.REGULAR;
        return new Item(type, mode, uid, gid, extra.size(), extra.modified(), Device.NONE, place, null);
    }

    private static Packing packing(int method, int flags) {
        if ((flags & ENCRYPTED_FLAG) != 0) {
            return Packing.ENCRYPTED;
        }
        return switch (method) {
            case STORED -> Packing.NONE;
            case DEFLATED -> Packing.DEFLATE;
            default -> Packing.OTHER;
        };
    }

    private void occupy(long from, long to) throws ArchiveException {
        if (from < 0 || to < from || to > end.directory()) {
            throw new ArchiveException("it was cut, or an entry lies outside of it");
        }
        if (entries == starts.length) {
            builder.catalog().checkRoomFor(32L * entries);
            starts = Arrays.copyOf(starts, entries * 2);
            ends = Arrays.copyOf(ends, entries * 2);
        }
        starts[entries] = from;
        ends[entries++] = to;
    }

    private void checkOverlaps() throws ArchiveException {
        // Sorted apart, they touch in no place exactly where they do not overlap.
        Arrays.sort(starts, 0, entries);
        Arrays.sort(ends, 0, entries);
        for (int i = 1; i < entries; i++) {
            if (starts[i] < ends[i - 1]) {
                throw new ArchiveException("its entries overlap");
            }
        }
    }
}
