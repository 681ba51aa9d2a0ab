package dev.cleat.archive;

import dev.cleat.archive.CatalogBuilder.Defaults;
import dev.cleat.archive.Item.Place;
import dev.cleat.archive.UnpackedStream.Source;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One state of an archive: its catalog, and the file that its contents are read from. What replaces the archive is another
 * one of these.
 *
 * <p>{@link #streams} is guarded by itself.
 */
final class OpenArchive implements AutoCloseable {
    private static final int LOCAL_HEADER = 0x04034B50;
    private static final int LOCAL_FIXED = 30;
    private static final int MAX_STREAMS = 32;
    private static final int MARKS_OF_ENTRY = 512;
    private static final int MARKS_OF_ARCHIVE = 4096;
    /** Deflate's best: a block of 258 bytes from a bit or two. */
    private static final long MAX_RATIO = 1032;

    private final Stamp stamp;
    private final FileChannel channel;
    private final FileData file;
    private final Scratch scratch;
    private final BlockCache cache;
    private final Catalog catalog;
    private final ArchiveFormat format;
    private final long leftOut;
    private final AtomicInteger users = new AtomicInteger(1);
    private @Nullable UnpackedStream whole;

    /** Compressed entries that were read last. */
    private final Map<Integer, UnpackedStream> streams = new LinkedHashMap<>(16, 0.75f, true);

    private OpenArchive(Stamp stamp, FileChannel channel, Scratch scratch, ArchiveLimits limits) throws IOException {
        this.stamp = stamp;
        this.channel = channel;
        this.file = new FileData(channel);
        this.scratch = scratch;
        this.cache = new BlockCache(Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 8));
        this.format = ArchiveFormat.of(file, stamp.size());
        this.catalog = new Catalog(limits.indexBytes());
        Defaults defaults = new Defaults(
                stamp.uid(),
                stamp.gid(),
                stamp.modified().toInstant(),
                format == ArchiveFormat.ZIP ? 0 : stamp.contents());
        CatalogBuilder builder = new CatalogBuilder(catalog, defaults);
        switch (format) {
            case ZIP -> ZipDirectory.read(file, stamp.size(), builder);
            case TAR -> TarEntries.read(file, stamp.size(), builder);
            case GZIPPED_TAR -> unpack(limits.unpackedBytes(), builder);
        }
        this.leftOut = builder.leftOut();
    }

    /**
     * @throws ArchiveException with a line for the user
     */
    static OpenArchive open(Path path, Stamp stamp, Scratch scratch, ArchiveLimits limits) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new OpenArchive(stamp, channel, scratch, limits);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void unpack(long limit, CatalogBuilder builder) throws IOException {
        UnpackedStream stream = stream(new Source(0, stamp.size(), true, null, -1), MARKS_OF_ARCHIVE);
        Data patient = (position, into) -> stream.read(position, into, Long.MAX_VALUE);
        long end = TarEntries.read(patient, limit, builder);
        if (stream.verify(limit) < end) {
            throw new ArchiveException("it was cut: its last entry is not all there");
        }
        whole = stream;
    }

    Stamp stamp() {
        return stamp;
    }

    Catalog catalog() {
        return catalog;
    }

    ArchiveFormat format() {
        return format;
    }

    /** How many entries are not shown, because no client could ask for them. */
    long leftOut() {
        return leftOut;
    }

    /** Reads contents until the buffer is full or the object ends; {@code offset} is before the end. */
    void read(int object, long offset, ByteBuffer into) throws IOException {
        Place place = catalog.place(object);
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + catalog.size(object) - offset));
        try {
            switch (place.packing()) {
                case NONE -> plain(object, place, offset, into);
                case DEFLATE -> stream(object, place).read(offset, into);
                case ENCRYPTED -> throw new VfsException(VfsError.ACCES, "the entry is encrypted");
                case OTHER ->
                    throw new VfsException(VfsError.NOTSUPP, "the entry is packed in a way that is not known here");
            }
            if (into.hasRemaining()) {
                throw new ArchiveException("the entry ends too early");
            }
        } finally {
            into.limit(limit);
        }
    }

    private void plain(int object, Place place, long offset, ByteBuffer into) throws IOException {
        if (place.length() != catalog.size(object)) {
            throw new ArchiveException("the entry has two sizes");
        }
        if (whole != null) {
            whole.read(place.offset() + offset, into);
        } else {
            file.read((format == ArchiveFormat.ZIP ? contents(place) : place.offset()) + offset, into);
        }
    }

    private UnpackedStream stream(int object, Place place) throws IOException {
        synchronized (streams) {
            UnpackedStream known = streams.get(object);
            if (known != null) {
                return known;
            }
        }
        long size = catalog.size(object);
        if (size / MAX_RATIO > place.length()) {
            throw new ArchiveException("the entry cannot be so large");
        }
        Source source = new Source(contents(place), place.length(), false, place.crc(), size);
        UnpackedStream made = stream(source, MARKS_OF_ENTRY);
        synchronized (streams) {
            UnpackedStream other = streams.putIfAbsent(object, made);
            Iterator<UnpackedStream> oldest = streams.values().iterator();
            if (streams.size() > MAX_STREAMS) {
                oldest.next().forget();
                oldest.remove();
            }
            return other == null ? made : other;
        }
    }

    private UnpackedStream stream(Source source, int marks) {
        return new UnpackedStream(file, source, new Marks(scratch, marks), cache);
    }

    /** Where the contents of a zip's entry begin: behind the local header, whose length only it tells. */
    long contents(Place place) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(LOCAL_FIXED).order(ByteOrder.LITTLE_ENDIAN);
        if (file.read(place.offset(), header) < LOCAL_FIXED || header.getInt(0) != LOCAL_HEADER) {
            throw new ArchiveException("the entry is not where the directory says");
        }
        return place.offset()
                + LOCAL_FIXED
                + Short.toUnsignedInt(header.getShort(26))
                + Short.toUnsignedInt(header.getShort(28));
    }

    /** Keeps it open for a call; false where it is closed. */
    boolean enter() {
        return users.getAndUpdate(number -> number == 0 ? 0 : number + 1) > 0;
    }

    void leave() throws IOException {
        if (users.decrementAndGet() == 0) {
            release();
        }
    }

    /** Closes it when the last call has left. */
    @Override
    public void close() throws IOException {
        leave();
    }

    private void release() throws IOException {
        synchronized (streams) {
            streams.values().forEach(UnpackedStream::forget);
            streams.clear();
        }
        if (whole != null) {
            whole.forget();
        }
        channel.close();
    }
}
