package dev.cleat.nio;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashSet;
import java.util.Set;

/** The bytes of files. */
final class Contents {
    private static final int OWNER_READS_AND_WRITES = 0600;

    private final FileSystemTraits traits;
    private final Folders folders;
    private final OpenFiles files;
    private final ReadOnlyFlags flags;

    Contents(FileSystemTraits traits, Folders folders, OpenFiles files) {
        this.traits = traits;
        this.folders = folders;
        this.files = files;
        this.flags = new ReadOnlyFlags(traits.dos());
    }

    /** An open file; whoever gets it hands it to one of the methods that read and write, which give it back. */
    OpenFile open(Located file, boolean writable, boolean asOwner) throws IOException {
        return files.acquire(file.id(), writable, () -> {
            try {
                return open(file.path(), writable);
            } catch (AccessDeniedException e) {
                if (asOwner && flags.isSet(file.path())) {
                    return flags.openAgainst(file.path(), () -> open(file.path(), writable));
                }
                if (asOwner
                        && traits.unix()
                        && (file.stat().mode() & OWNER_READS_AND_WRITES) != OWNER_READS_AND_WRITES) {
                    return openAgainstMode(file, writable);
                }
                throw e;
            }
        });
    }

    /**
     * The owner of a file reads and writes it whatever the mode (RFC 1813 §4.4), which the kernel does not know: it thinks
     * that the file was opened before the mode was set.
     */
    private FileChannel openAgainstMode(Located file, boolean writable) throws IOException {
        int mode = file.stat().mode();
        Files.setAttribute(file.path(), "unix:mode", mode | OWNER_READS_AND_WRITES);
        try {
            return open(file.path(), writable);
        } finally {
            Files.setAttribute(file.path(), "unix:mode", mode);
        }
    }

    private FileChannel open(Path path, boolean writable) throws IOException {
        return folders.open(path, options(writable));
    }

    /** A file that was not there before. */
    FileChannel create(Path path, FileAttribute<?>... attributes) throws IOException {
        Set<OpenOption> options = options(true);
        options.add(StandardOpenOption.CREATE_NEW);
        return folders.open(path, options, attributes);
    }

    private Set<OpenOption> options(boolean writable) {
        Set<OpenOption> options = new HashSet<>();
        options.add(StandardOpenOption.READ);
        if (writable) {
            options.add(StandardOpenOption.WRITE);
        }
        // An archive's provider knows neither links nor the option not to follow them.
        if (traits.symbolicLinks()) {
            options.add(LinkOption.NOFOLLOW_LINKS);
        }
        return options;
    }

    boolean read(OpenFile file, long offset, ByteBuffer into) throws IOException {
        try {
            long at = offset;
            // The kernel calls an offset near the largest number invalid, rather than behind the end.
            int count = offset >= file.channel.size() ? -1 : 0;
            while (into.hasRemaining() && count >= 0) {
                count = file.channel.read(into, at);
                at += Math.max(count, 0);
            }
            return count < 0 || at >= file.channel.size();
        } finally {
            files.release(file);
        }
    }

    void write(OpenFile file, long offset, ByteBuffer data) throws IOException {
        try {
            long at = offset;
            requireSize(offset, data.remaining());
            file.written();
            while (data.hasRemaining()) {
                at += file.channel.write(data, at);
            }
            // Written while it was being made durable: not all of it may be.
            file.written();
        } finally {
            files.release(file);
        }
    }

    private void requireSize(long offset, int more) throws VfsException {
        if (offset > traits.maxFileSize() - more) {
            throw new VfsException(VfsError.FBIG);
        }
    }

    /** Cuts off, or extends with zeroes. */
    void resize(Located file, long size, boolean asOwner) throws IOException {
        requireSize(size, 0);
        OpenFile open = open(file, true, asOwner);
        try {
            long before = open.channel.size();
            open.written();
            if (size < before) {
                open.channel.truncate(size);
            } else if (size > before) {
                open.channel.write(ByteBuffer.allocate(1), size - 1);
            }
        } finally {
            files.release(open);
        }
    }

    void close(Located file) throws IOException {
        files.close(file.id());
    }

    void commit(Located object) throws IOException {
        files.throwFailure();
        files.force(object.id());
        if (traits.unix() && (object.stat().isDirectory() || object.stat().isRegular())) {
            forceAttributes(object);
        }
    }

    private static void forceAttributes(Located object) throws IOException {
        try (FileChannel channel =
                FileChannel.open(object.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Its contents were forced by the channel that wrote them, and its attributes follow in the kernel's own
            // time.
            return;
        }
    }
}
