package dev.cleat.archive;

import dev.cleat.archive.Item.Place;
import dev.cleat.archive.ZipWriter.Contents;
import dev.cleat.archive.ZipWriter.Entry;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A zip file and a folder that holds the same: unpacked from it once, and packed into a new one whenever that is asked for. What
 * did not change since is copied as it is packed. For one thread at a time.
 */
final class ZipFolder {
    private static final int TYPE_FOLDER = 0040000;
    private static final int TYPE_FILE = 0100000;
    private static final int TYPE_LINK = 0120000;

    private final Path zip;
    private final Path folder;
    private Map<String, Packed> packed = new HashMap<>();
    private Stamp stamp;

    /**
     * @param seen what the file in the folder was when it was packed
     */
    private record Packed(Seen seen, Contents contents) {}

    /**
     * @param changed the time of the last change of anything, where the system tells
     */
    private record Seen(
            long size,
            FileTime modified,
            @Nullable Object key,
            @Nullable Object changed) {}

    ZipFolder(Path zip, Path folder) throws IOException {
        this.zip = zip;
        this.folder = folder;
        this.stamp = Stamp.of(zip);
    }

    Stamp stamp() {
        return stamp;
    }

    /** Fills the folder, which is empty. */
    void unpack(OpenArchive archive, long limit) throws IOException {
        long total = 0;
        for (int object = 0; object < archive.catalog().size(); object++) {
            total += archive.catalog().size(object);
        }
        long room = Math.min(limit, Files.getFileStore(folder).getUsableSpace());
        if (total < 0 || total > room) {
            throw new ArchiveException("it unpacks to " + total + " bytes, and there is room for " + room);
        }
        unpack(archive, Catalog.ROOT, folder, "");
    }

    private void unpack(OpenArchive archive, int directory, Path to, String prefix) throws IOException {
        for (Name name : archive.catalog().names(directory)) {
            if (!name.isText()) {
                throw new ArchiveException("a name is not in UTF-8: " + prefix + name);
            }
            int object = archive.catalog().find(directory, name);
            Path path = to.resolve(name.toString());
            switch (archive.catalog().type(object)) {
                case DIRECTORY -> {
                    Files.createDirectory(path);
                    unpack(archive, object, path, prefix + name + "/");
                    describe(archive, object, path);
                }
                case SYMBOLIC_LINK ->
                    Files.createSymbolicLink(
                            path,
                            path.getFileSystem()
                                    .getPath(Links.target(archive, object).toString()));
                case REGULAR -> {
                    unpackFile(archive, object, path);
                    describe(archive, object, path);
                    Place place = archive.catalog().place(object);
                    Contents contents = new Contents(
                            archive.contents(place),
                            place.length(),
                            archive.catalog().size(object),
                            place.crc(),
                            place.packing() == Packing.NONE ? 0 : 8);
                    packed.put(prefix + name, new Packed(seen(path), contents));
                }
                case BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET -> {}
            }
        }
    }

    private static void unpackFile(OpenArchive archive, int object, Path path) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(UnpackedStream.BLOCK);
        long size = archive.catalog().size(object);
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < size; ) {
                archive.read(object, at, buffer.clear().limit((int) Math.min(buffer.capacity(), size - at)));
                at += buffer.flip().remaining();
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
        }
    }

    private static void describe(OpenArchive archive, int object, Path path) throws IOException {
        Attributes attributes = archive.catalog().attributes(object, 0, Instant.EPOCH);
        try {
            Files.setAttribute(path, "unix:uid", attributes.uid());
            Files.setAttribute(path, "unix:gid", attributes.gid());
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Only the superuser gives files away; to others all belong that they serve.
        }
        try {
            Files.setAttribute(path, "unix:mode", attributes.mode());
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            // Not on Windows.
        }
        Files.setLastModifiedTime(path, FileTime.from(attributes.modified()));
    }

    /** Makes a zip file of what is in the folder, and puts it in the place of the one before: all of it, or nothing. */
    void pack() throws IOException {
        if (!Stamp.of(zip).fits(stamp)) {
            throw new ArchiveException(zip + " was changed by somebody else, and is not written over");
        }
        Path half = zip.resolveSibling("." + zip.getFileName() + ".cleat-new");
        Files.deleteIfExists(half);
        Map<String, Packed> next = new HashMap<>();
        try (FileChannel before = FileChannel.open(zip, StandardOpenOption.READ);
                ZipWriter writer = new ZipWriter(half)) {
            Files.walkFileTree(folder, new Packer(writer, before, next));
            writer.finish();
        }
        copyRights(half);
        Files.move(half, zip, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
        packed = next;
        stamp = Stamp.of(zip);
    }

    private void copyRights(Path half) throws IOException {
        try {
            Files.setPosixFilePermissions(half, Files.getPosixFilePermissions(zip));
            Files.setOwner(half, Files.getOwner(zip));
        } catch (UnsupportedOperationException e) {
            // Not on Windows.
        }
    }

    /** So that the new name is there after a failure of power. */
    private void forceFolder() throws IOException {
        Path parent = zip.toAbsolutePath().getParent();
        if (parent != null && stamp.key() != null) { // Windows has no keys, and opens no folders
            try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Seen seen(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Object changed =
                attributes.fileKey() == null ? null : Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        return new Seen(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey(), changed);
    }

    private final class Packer extends SimpleFileVisitor<Path> {
        private final ZipWriter writer;
        private final FileChannel before;
        private final Map<String, Packed> next;

        Packer(ZipWriter writer, FileChannel before, Map<String, Packed> next) {
            this.writer = writer;
            this.before = before;
            this.next = next;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (!directory.equals(folder)) {
                writer.add(entry(directory, name(directory) + "/", TYPE_FOLDER, attributes), into -> -1);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = name(file);
            if (attributes.isSymbolicLink()) {
                byte[] target = Name.of(Files.readSymbolicLink(file).toString()).toBytes();
                ByteBuffer source = ByteBuffer.wrap(target);
                writer.add(entry(file, name, TYPE_LINK, attributes), into -> copy(source, into));
            } else if (attributes.isRegularFile()) {
                Entry entry = entry(file, name, TYPE_FILE, attributes);
                Seen seen = seen(file);
                Packed known = packed.get(name);
                Contents contents = known != null && known.seen.equals(seen)
                        ? writer.copy(entry, before, known.contents)
                        : pack(entry, file);
                next.put(name, new Packed(seen, contents));
            }
            return FileVisitResult.CONTINUE;
        }

        /** What a client removed in the meantime is not there any more. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw failure;
            }
            return FileVisitResult.CONTINUE;
        }

        private Contents pack(Entry entry, Path file) throws IOException {
            try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
                return writer.add(entry, source::read);
            }
        }

        private static int copy(ByteBuffer from, ByteBuffer into) {
            if (!from.hasRemaining()) {
                return -1;
            }
            int number = Math.min(from.remaining(), into.remaining());
            into.put(from.slice(from.position(), number));
            from.position(from.position() + number);
            return number;
        }

        private String name(Path path) {
            StringBuilder name = new StringBuilder();
            for (Path part : parts(folder.relativize(path))) {
                name.append(name.isEmpty() ? "" : "/").append(part);
            }
            return name.toString();
        }

        private static List<Path> parts(Path path) {
            return IntStream.range(0, path.getNameCount())
                    .mapToObj(path::getName)
                    .toList();
        }

        private static Entry entry(Path path, String name, int type, BasicFileAttributes attributes)
                throws IOException {
            int mode = type == TYPE_FOLDER ? 0755 : type == TYPE_LINK ? 0777 : 0644;
            int uid = 0;
            int gid = 0;
            if (attributes.fileKey() != null) {
                mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & Attributes.MODE_MASK;
                uid = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
                gid = (int) Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS);
            }
            return new Entry(
                    name,
                    type | mode,
                    uid,
                    gid,
                    attributes.lastModifiedTime().toInstant().getEpochSecond());
        }
    }
}
