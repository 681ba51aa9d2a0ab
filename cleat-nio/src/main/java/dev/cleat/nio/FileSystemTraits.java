package dev.cleat.nio;

import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Limits;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * What a file system and its provider can do, as far as it can be told by asking.
 *
 * @param unix the view "unix" is there and can be written: numbers of owners, all mode bits, inodes
 * @param posix the view "posix" is there: nine mode bits
 * @param kept owners and modes are kept beside the file system, which has neither: see {@link AttributeStore}
 * @param dos files have a flag that protects them from being written
 * @param windows names are Windows': reserved devices, open files below a folder block its rename
 * @param symbolicLinks they can be made
 * @param hardLinks they can be made
 * @param caseInsensitive names that differ in case alone, or in another way that the file system ignores, are one
 * @param exactNames an entry is found by no other name than the one it is listed with
 * @param archive a zip file: what was written to an entry is not seen by others before it is closed, folders neither move nor
 *     have times of their own, and space is that of the archive so far
 * @param linksToLinks a hard link can be made to a symbolic one
 * @param maxFileSize in bytes; we refuse what is larger, since providers that keep files in memory would try
 * @param granularity of times
 */
record FileSystemTraits(
        boolean readOnly,
        boolean unix,
        boolean posix,
        boolean kept,
        boolean dos,
        boolean windows,
        boolean symbolicLinks,
        boolean hardLinks,
        boolean caseInsensitive,
        boolean exactNames,
        boolean archive,
        boolean linksToLinks,
        long maxFileSize,
        Duration granularity,
        Blocking blocking) {
    private static final int MAX_NAME = 255;
    /** What ext4 and NTFS, with their usual blocks, can keep: the least of the common file systems that count in 64 bits. */
    private static final long HOST_MAX_FILE = (16L << 40) - 4096;
    /** Contents of an archive's entries lie in a temporary file until they are closed, and are then compressed at once. */
    private static final long ZIP_MAX_FILE = 4L << 30;

    static FileSystemTraits of(Path root) throws IOException {
        boolean host = root.getFileSystem().equals(FileSystems.getDefault());
        boolean zip = root.getFileSystem().provider().getScheme().equals("jar");
        Set<String> views = root.getFileSystem().supportedFileAttributeViews();
        boolean windows = root.getFileSystem().getSeparator().equals("\\");
        boolean caseInsensitive = ignoresCase(root);
        boolean unix = host && views.contains("unix");
        // Where owners of a jar's entries are kept, its provider says so by this view.
        boolean posix = views.contains("posix") && hasPosix(root);
        return new FileSystemTraits(
                isReadOnly(root),
                unix,
                posix,
                !unix && !posix && !zip,
                !unix && views.contains("dos"),
                windows,
                !zip,
                !zip,
                caseInsensitive,
                zip || (host && !caseInsensitive && !windows && !isMacOs()),
                zip,
                host && System.getProperty("os.name", "").equals("Linux"),
                host ? HOST_MAX_FILE : maxFileSize(root, zip),
                granularity(root, zip),
                host || zip ? Blocking.DISK : Blocking.NETWORK);
    }

    private static boolean isMacOs() {
        return System.getProperty("os.name", "").startsWith("Mac");
    }

    private static boolean isReadOnly(Path root) throws IOException {
        return root.getFileSystem().isReadOnly() || Files.getFileStore(root).isReadOnly();
    }

    private static boolean hasPosix(Path root) throws IOException {
        try {
            Files.getPosixFilePermissions(root, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether the root, or where its name has no letters an ancestor, is found by a name in the other case. */
    private static boolean ignoresCase(Path root) throws IOException {
        for (Path path = root; path != null && path.getFileName() != null; path = path.getParent()) {
            String name = path.getFileName().toString();
            String upper = name.toUpperCase(Locale.ROOT);
            String other = upper.equals(name) ? name.toLowerCase(Locale.ROOT) : upper;
            if (!other.equals(name)) {
                Path same = path.resolveSibling(other);
                return Files.exists(same, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(path, same);
            }
        }
        return root.getFileSystem().getPath("a").equals(root.getFileSystem().getPath("A"));
    }

    private static long maxFileSize(Path root, boolean zip) throws IOException {
        if (zip) {
            return ZIP_MAX_FILE;
        }
        long total = Files.getFileStore(root).getTotalSpace();
        return total > 0 ? Math.min(total, HOST_MAX_FILE) : HOST_MAX_FILE;
    }

    private static Duration granularity(Path root, boolean zip) throws IOException {
        FileStore store = Files.getFileStore(root);
        String type = store.type().toLowerCase(Locale.ROOT);
        if (zip || type.contains("fat") || type.equals("msdos")) {
            return Duration.ofSeconds(2);
        }
        return type.equals("ntfs") ? Duration.ofNanos(100) : Duration.ofNanos(1);
    }

    /** Whether owners have numbers, and modes are enforced. */
    boolean owners() {
        return unix || kept;
    }

    Limits limits() {
        return new Limits(
                maxFileSize,
                MAX_NAME,
                hardLinks ? Limits.POSIX.maxLinks() : 1,
                granularity,
                caseInsensitive,
                true,
                owners(),
                symbolicLinks,
                true);
    }
}
