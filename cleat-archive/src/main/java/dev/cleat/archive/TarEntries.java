package dev.cleat.archive;

import dev.cleat.archive.Item.Place;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the headers of a tar file one after the other, jumping over contents. */
final class TarEntries {
    private static final int MAX_HEADER = 1 << 20;
    private static final long MAX_SECONDS = 1L << 40;

    private final Data data;
    private final CatalogBuilder builder;
    private final long limit;
    private long at;
    private PaxRecords global = new PaxRecords(Map.of());
    private @Nullable PaxRecords pax;
    private byte @Nullable [] longName;
    private byte @Nullable [] longLink;

    private TarEntries(Data data, long limit, CatalogBuilder builder) {
        this.data = data;
        this.limit = limit;
        this.builder = builder;
    }

    /**
     * @param limit where no entry may end behind
     * @return where the last entry ends
     */
    static long read(Data data, long limit, CatalogBuilder builder) throws IOException {
        TarEntries entries = new TarEntries(data, limit, builder);
        while (entries.next()) {}
        return entries.at;
    }

    private boolean next() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(TarHeader.BYTES);
        int read = data.read(at, block);
        TarHeader header = new TarHeader(block.array());
        if (read == 0 || (read == TarHeader.BYTES && header.isEmpty())) {
            if (read == 0 && at == 0) {
                throw new ArchiveException("it is empty");
            }
            return false;
        }
        if (read < TarHeader.BYTES) {
            throw new ArchiveException("it was cut in the middle of a header");
        }
        if (!header.isSound()) {
            throw new ArchiveException(at == 0 ? "it is no tar file" : "it is damaged: no header at byte " + at);
        }
        at += TarHeader.BYTES;
        take(header);
        return true;
    }

    private void take(TarHeader header) throws IOException {
        switch (header.type()) {
            case 'x', 'X' -> pax = (pax == null ? global : pax).with(contents(header));
            case 'g' -> global = global.with(contents(header));
            case 'L' -> longName = text(contents(header));
            case 'K' -> longLink = text(contents(header));
            case 'M' -> throw new ArchiveException("it is one of several parts");
            case 'V' -> skip(header.size());
            default -> {
                PaxRecords records = pax == null ? global : pax;
                entry(header, records);
                pax = null;
                longName = null;
                longLink = null;
            }
        }
    }

    private void entry(TarHeader header, PaxRecords records) throws IOException {
        byte[] name =
                first(longName, first(records.bytes("GNU.sparse.name"), first(records.bytes("path"), header.name())));
        Item described = described(header, records);
        skip(described.size());
        boolean endsInSlash = name.length > 0 && name[name.length - 1] == '/';
        if (header.type() == '5' || header.type() == 'D' || endsInSlash) {
            builder.put(name, described.as(FileType.DIRECTORY, Device.NONE, null));
            return;
        }
        Device device = new Device(header.major(), header.minor());
        byte[] link = first(longLink, first(records.bytes("linkpath"), header.link()));
        switch (header.type()) {
            case '1' -> builder.link(name, link);
            case '2' -> builder.put(name, described.as(FileType.SYMBOLIC_LINK, Device.NONE, Name.of(link)));
            case '3' -> builder.put(name, described.as(FileType.CHARACTER_DEVICE, device, null));
            case '4' -> builder.put(name, described.as(FileType.BLOCK_DEVICE, device, null));
            case '6' -> builder.put(name, described.as(FileType.FIFO, Device.NONE, null));
            default -> builder.put(name, withHoles(header, records, described));
        }
    }

    /** A regular file that is as the header says. */
    private Item described(TarHeader header, PaxRecords records) throws ArchiveException {
        // Some programs give a size to what has no contents, and write none.
        boolean isBare = "123456".indexOf(header.type()) >= 0;
        long size = isBare ? 0 : records.number("size", header.size());
        Instant modified =
                records.time("mtime", Instant.ofEpochSecond(Math.clamp(header.modified(), -MAX_SECONDS, MAX_SECONDS)));
        return Item.file(
                header.mode(),
                (int) records.number("uid", header.uid()),
                (int) records.number("gid", header.gid()),
                size,
                modified,
                new Place(at, size, Packing.NONE, 0));
    }

    /** Of a file with holes (GNU) only the size is told: where its parts belong is beyond us. */
    private static Item withHoles(TarHeader header, PaxRecords records, Item file) throws ArchiveException {
        if (header.type() != 'S' && !records.has("GNU.sparse.size") && !records.has("GNU.sparse.realsize")) {
            return file;
        }
        long size = records.number("GNU.sparse.realsize", records.number("GNU.sparse.size", header.sparseSize()));
        Place place = new Place(file.place().offset(), file.size(), Packing.OTHER, 0);
        return Item.file(file.mode(), file.uid(), file.gid(), Math.max(0, size), file.modified(), place);
    }

    private byte[] contents(TarHeader header) throws IOException {
        long size = header.size();
        if (size < 0 || size > MAX_HEADER) {
            throw new ArchiveException("a header of " + size + " bytes makes no sense");
        }
        ByteBuffer contents = ByteBuffer.allocate((int) size);
        if (data.read(at, contents) < size) {
            throw new ArchiveException("it was cut in the middle of a header");
        }
        skip(size);
        return contents.array();
    }

    private void skip(long size) throws ArchiveException {
        if (size < 0 || size > limit - at) {
            throw new ArchiveException(
                    "it was cut: the entry at byte " + (at - TarHeader.BYTES) + " goes on behind its end");
        }
        at = Math.min(limit, (at + size + TarHeader.BYTES - 1) / TarHeader.BYTES * TarHeader.BYTES);
    }

    private static byte[] text(byte[] contents) {
        int end = 0;
        while (end < contents.length && contents[end] != 0) {
            end++;
        }
        return Arrays.copyOf(contents, end);
    }

    private static byte[] first(byte @Nullable [] preferred, byte[] other) {
        return preferred == null ? other : preferred;
    }
}
