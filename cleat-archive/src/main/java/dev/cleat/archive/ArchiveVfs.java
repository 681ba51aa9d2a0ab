package dev.cleat.archive;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.hash.SipHash;
import dev.cleat.vfs.listing.Snapshot;
import dev.cleat.vfs.listing.Snapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A zip file, a tar file or a gzipped tar file as a file system that can only be read. What kind it is its contents tell.
 *
 * <p>Entries are indexed once. Identities are made of paths and checksums, or of paths and the archive's size and time where
 * the format has no checksums; they hold over restarts. Of several entries with one path the last counts, folders that are
 * missing are made, absolute paths and those with ".." stay inside. Names and the targets of links are bytes, except that
 * names which a program on Windows wrote in the IBM PC's characters become UTF-8.
 *
 * <p>What is stored without compression is read in place. Compressed contents are unpacked from the closest of several points:
 * where a reader before stopped, or a mark that was made in passing, one for every 2 MiB, or further apart in entries
 * above 1 GiB and archives above 8 GiB. Marks take 32 KiB each of a temporary file, which
 * {@link ArchiveLimits#scratchBytes} bounds; blocks of 128 KiB that were unpacked last stay in an eighth of the heap. A
 * gzipped tar is unpacked once, when it is opened, to find its entries and to make the marks.
 *
 * <p>When the archive is replaced or written to, it is indexed anew at the next call; files with other contents are then other
 * objects, and handles of theirs are stale. While that is not possible, because it is half copied, calls fail.
 */
public final class ArchiveVfs implements Vfs {
    private static final Limits LIMITS =
            new Limits(Long.MAX_VALUE, 255, 32000, Duration.ofNanos(1), false, true, true, true, true);
    private static final int DIRECTORY_SIZE = 4096;

    private final Current current;
    private final Scratch scratch;
    private final FileId root;
    private final long volume;
    private final Snapshots snapshots;

    private ArchiveVfs(Path archive, Scratch scratch, Current current) {
        this.scratch = scratch;
        this.current = current;
        this.root = current.root();
        byte[] path = archive.toString().getBytes(StandardCharsets.UTF_8);
        this.volume = new SipHash(root.high(), root.low()).hash(path) | 1;
        this.snapshots = new Snapshots(new SipHash(volume, root.low()), InstantSource.system());
    }

    /** Whether this file is an archive that {@link #open} takes, judged by its first and last bytes. */
    public static boolean recognizes(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ArchiveFormat.of(new FileData(channel), channel.size());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether {@link #recognizes} takes it for a zip file. */
    public static boolean isZip(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return ArchiveFormat.of(new FileData(channel), channel.size()) == ArchiveFormat.ZIP;
        } catch (IOException e) {
            return false;
        }
    }

    /** With the default limits, and the system's folder for temporary files. */
    public static ArchiveVfs open(Path archive) throws IOException {
        return open(archive, Path.of(System.getProperty("java.io.tmpdir")), ArchiveLimits.DEFAULT);
    }

    /**
     * @param scratch a folder for temporary files
     * @throws ArchiveException where the archive is damaged or beyond the limits
     */
    public static ArchiveVfs open(Path archive, Path scratch, ArchiveLimits limits) throws IOException {
        Scratch file = new Scratch(scratch, limits.scratchBytes());
        return new ArchiveVfs(archive, file, new Current(archive, file, limits));
    }

    @Override
    public FileId root() {
        return root;
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        return current.call(archive -> attributes(archive, find(archive, file)));
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        return current.call(archive -> {
            int folder = findFolder(archive, directory);
            Permissions.check(attributes(archive, folder), caller, Permissions.EXECUTE);
            Catalog catalog = archive.catalog();
            int found = name.equals(Name.PARENT) ? catalog.above(folder) : catalog.find(folder, name);
            if (found == Catalog.NONE) {
                throw new VfsException(VfsError.NOENT);
            }
            return node(archive, found);
        });
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        return current.call(archive -> {
            int object = find(archive, file);
            switch (archive.catalog().type(object)) {
                case REGULAR -> Permissions.checkRead(attributes(archive, object), caller);
                case DIRECTORY -> throw new VfsException(VfsError.ISDIR);
                case SYMBOLIC_LINK, BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET ->
                    throw new VfsException(VfsError.INVAL);
            }
            long rest = Math.max(0, archive.catalog().size(object) - offset);
            boolean end = into.remaining() >= rest;
            if (rest > 0 && into.hasRemaining()) {
                archive.read(object, offset, into);
            }
            return end;
        });
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        current.call(archive -> {
            int folder = findFolder(archive, directory);
            Permissions.check(attributes(archive, folder), caller, Permissions.READ);
            Catalog catalog = archive.catalog();
            Snapshot names = snapshots.take(directory, cookie, changed(archive), () -> catalog.names(folder));
            for (int i = names.after(cookie); i < names.size(); i++) {
                int found = catalog.find(folder, names.name(i));
                if (found != Catalog.NONE) {
                    Node node = node(archive, found);
                    if (!listing.add(names.name(i), node.attributes().fileId(), names.cookie(i), node)) {
                        break;
                    }
                }
            }
            return folder;
        });
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        return current.call(archive -> {
            int object = find(archive, link);
            if (archive.catalog().type(object) != FileType.SYMBOLIC_LINK) {
                throw new VfsException(VfsError.INVAL);
            }
            return Links.target(archive, object);
        });
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) {
        return Permissions.granted(attributes, caller) & ~Permissions.WRITE;
    }

    @Override
    public Space space(FileId object) throws IOException {
        return current.call(archive -> {
            int objects = archive.catalog().size();
            return new Space(archive.stamp().size(), 0, 0, objects, 0, 0);
        });
    }

    @Override
    public Limits limits(FileId object) {
        return LIMITS;
    }

    @Override
    public Blocking blocking() {
        return Blocking.DISK;
    }

    @Override
    public void close() throws IOException {
        try (scratch) {
            current.close();
        }
    }

    private static int find(OpenArchive archive, FileId file) throws VfsException {
        int object = archive.catalog().find(file);
        if (object == Catalog.NONE) {
            throw new VfsException(VfsError.STALE);
        }
        return object;
    }

    private static int findFolder(OpenArchive archive, FileId directory) throws VfsException {
        int folder = find(archive, directory);
        if (archive.catalog().type(folder) != FileType.DIRECTORY) {
            throw new VfsException(VfsError.NOTDIR);
        }
        return folder;
    }

    private Node node(OpenArchive archive, int object) {
        return new Node(archive.catalog().id(object), attributes(archive, object));
    }

    private Attributes attributes(OpenArchive archive, int object) {
        Attributes attributes = archive.catalog().attributes(object, volume, changed(archive));
        return attributes.isDirectory()
                ? attributes.toBuilder()
                        .size(DIRECTORY_SIZE)
                        .used(DIRECTORY_SIZE)
                        .build()
                : attributes;
    }

    private static Instant changed(OpenArchive archive) {
        return archive.stamp().modified().toInstant();
    }
}
