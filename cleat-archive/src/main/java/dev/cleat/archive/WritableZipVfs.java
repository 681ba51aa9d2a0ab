package dev.cleat.archive;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.ForwardingWritable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A zip file that can be written. It is unpacked into a working folder, which another back end serves; whenever something is made
 * durable, a new zip file takes the place of the old one, at once: a process that is killed leaves either. Entries that did
 * not change are copied as they are packed; all the same each commit writes a whole archive, so that this is for small
 * ones, or for few commits.
 *
 * <p>Kept are names in UTF-8, contents, modes, owners, times to the second, symbolic links. There are no hard links; devices and
 * FIFOs are left out. When the archive is changed by somebody else meanwhile, commits fail from then on.
 *
 * <p>{@code packing} is held while a zip file is written; it guards {@code packed} and the {@link ZipFolder}.
 */
public final class WritableZipVfs extends ForwardingVfs {
    private static final String STAMP = "stamp";
    private static final String TREE = "tree";

    private final ZipFolder zip;
    private final Path stamp;
    private final AtomicLong changes = new AtomicLong();
    private final ReentrantLock packing = new ReentrantLock();
    private long packed;

    /** Makes a file system of a folder of the host. */
    public interface Below {
        Vfs open(Path folder) throws IOException;
    }

    private WritableZipVfs(Vfs below, ZipFolder zip, Path stamp, long packed) {
        super(below);
        this.zip = zip;
        this.stamp = stamp;
        this.packed = packed;
    }

    /**
     * @param archive a zip file
     * @param work a folder for what is unpacked, of this archive alone; kept, so that identities outlive a restart
     * @param below opens the file system that clients work on
     */
    public static WritableZipVfs open(Path archive, Path work, ArchiveLimits limits, Below below) throws IOException {
        Path tree = work.resolve(TREE);
        Path stamp = work.resolve(STAMP);
        ZipFolder zip = new ZipFolder(archive, tree);
        boolean isKept = true; // with changes, perhaps, that were never committed
        if (!Files.isDirectory(tree)
                || !Files.exists(stamp)
                || !Files.readString(stamp).equals(text(zip.stamp()))) {
            Files.deleteIfExists(stamp);
            delete(tree);
            Files.createDirectory(tree);
            unpack(archive, work, limits, zip);
            Files.writeString(stamp, text(zip.stamp()));
            isKept = false;
        }
        return new WritableZipVfs(below.open(tree), zip, stamp, isKept ? -1 : 0);
    }

    private static void unpack(Path archive, Path work, ArchiveLimits limits, ZipFolder zip) throws IOException {
        try (Scratch scratch = new Scratch(work, limits.scratchBytes());
                OpenArchive open = OpenArchive.open(archive, zip.stamp().withOwner(archive), scratch, limits)) {
            if (open.format() != ArchiveFormat.ZIP) {
                throw new ArchiveException("only zip files can be written");
            }
            zip.unpack(open, limits.unpackedBytes());
        }
    }

    @Override
    protected Writable writable(Writable writableBelow) {
        return new Changes(writableBelow);
    }

    /** A zip file cannot keep them. */
    @Override
    protected @Nullable HardLinks hardLinks(HardLinks hardLinksBelow) {
        return null;
    }

    /** Shares the work with all who wait for it: whoever comes first packs what all have changed. */
    private void pack() throws IOException {
        long wanted = changes.get();
        packing.lock();
        try {
            if (packed < wanted) {
                long upTo = changes.get();
                zip.pack();
                Files.writeString(stamp, text(zip.stamp()));
                packed = upTo;
            }
        } finally {
            packing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        pack();
    }

    /** Counts changes, each when it is made, so that a commit knows whether one was packed since. */
    private final class Changes extends ForwardingWritable {
        Changes(Writable below) {
            super(below);
        }

        @Override
        public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
            Node made = super.create(directory, name, object, caller);
            changes.incrementAndGet();
            return made;
        }

        @Override
        public void setAttributes(FileId file, SetAttributes wanted, Caller caller) throws IOException {
            super.setAttributes(file, wanted, caller);
            changes.incrementAndGet();
        }

        @Override
        public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
            super.write(file, offset, data, caller);
            changes.incrementAndGet();
        }

        @Override
        public void remove(FileId directory, Name name, Caller caller) throws IOException {
            super.remove(directory, name, caller);
            changes.incrementAndGet();
        }

        @Override
        public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
            super.removeDirectory(directory, name, caller);
            changes.incrementAndGet();
        }

        @Override
        public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller)
                throws IOException {
            super.rename(fromDirectory, from, toDirectory, to, caller);
            changes.incrementAndGet();
        }

        @Override
        public void commit(FileId object) throws IOException {
            super.commit(object);
            pack();
        }
    }

    private static String text(Stamp stamp) {
        return stamp.size() + " " + stamp.modified();
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            List<Path> all;
            try (Stream<Path> files = Files.walk(tree)) {
                all = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : all) {
                Files.delete(each);
            }
        }
    }
}
