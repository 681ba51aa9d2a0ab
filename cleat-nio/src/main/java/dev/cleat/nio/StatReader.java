package dev.cleat.nio;

import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.hash.SipHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.DosFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a file system for attributes, by one call for each object, and never follows a link.
 *
 * <p>Where it has no numbers of owners all belongs to root; where it has no modes everybody may do what the server may, and what
 * {@link Whereabouts} knows of both comes on top.
 */
final class StatReader {
    private static final String UNIX =
            "unix:mode,ino,dev,rdev,nlink,uid,gid,size,ctime,lastModifiedTime,lastAccessTime";
    private static final SipHash STAMP = new SipHash(0, 0);
    private static final int WRITE_BITS = 0222;

    private final Path root;
    private final FileSystemTraits traits;

    StatReader(Path root, FileSystemTraits traits) {
        this.root = root;
        this.traits = traits;
    }

    Stat read(Path path) throws IOException {
        if (traits.unix()) {
            return unix(Files.readAttributes(path, UNIX, LinkOption.NOFOLLOW_LINKS));
        }
        if (traits.posix()) {
            PosixFileAttributes attributes =
                    Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return basic(path, attributes, PosixModes.mode(attributes.permissions()));
        }
        int mode = traits.readOnly() ? 0777 & ~WRITE_BITS : 0777;
        if (traits.dos()) {
            DosFileAttributes attributes =
                    Files.readAttributes(path, DosFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return basic(path, attributes, ReadOnlyFlags.mode(mode, ReadOnlyFlags.isSet(attributes)));
        }
        return basic(path, Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS), mode);
    }

    /** The stamp alone, or null where there is no folder. Ten times as fast as {@link #read}. */
    @Nullable Long stampOfFolder(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return type(path, attributes) == FileType.DIRECTORY
                ? (Long) stamp(FileType.DIRECTORY, number(attributes.fileKey()))
                : null;
    }

    /** The object's number, where the file system has one that costs less than {@link #read}; else 0. */
    long inode(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        String number = number(key);
        return number.isEmpty() ? 0 : Long.parseLong(number);
    }

    private static Stat unix(Map<String, Object> attributes) {
        int mode = (Integer) value(attributes, "mode");
        long inode = (Long) value(attributes, "ino");
        FileType type = type(mode);
        return new Stat(
                type,
                mode & 07777,
                (Integer) value(attributes, "nlink"),
                (Integer) value(attributes, "uid"),
                (Integer) value(attributes, "gid"),
                (Long) value(attributes, "size"),
                inode,
                (Long) value(attributes, "dev"),
                stamp(type, Long.toString(inode)),
                special(type, (Long) value(attributes, "rdev")),
                time(attributes, "lastAccessTime"),
                time(attributes, "lastModifiedTime"),
                time(attributes, "ctime"));
    }

    private static Object value(Map<String, Object> attributes, String name) {
        Object value = attributes.get(name);
        if (value == null) {
            throw new IllegalStateException("the view \"unix\" has no " + name);
        }
        return value;
    }

    private static Instant time(Map<String, Object> attributes, String name) {
        return ((FileTime) value(attributes, name)).toInstant();
    }

    private static FileType type(int mode) {
        return switch ((mode >> 12) & 017) {
            case 010 -> FileType.REGULAR;
            case 004 -> FileType.DIRECTORY;
            case 012 -> FileType.SYMBOLIC_LINK;
            case 006 -> FileType.BLOCK_DEVICE;
            case 002 -> FileType.CHARACTER_DEVICE;
            case 014 -> FileType.SOCKET;
            default -> FileType.FIFO;
        };
    }

    /** As glibc splits a dev_t; other systems differ above the lowest 255 numbers. */
    private static Device special(FileType type, long number) {
        if (type != FileType.BLOCK_DEVICE && type != FileType.CHARACTER_DEVICE) {
            return Device.NONE;
        }
        return new Device((int) (((number >>> 8) & 0xfff) | ((number >>> 32) & 0xfffff000)), (int)
                ((number & 0xff) | ((number >>> 12) & 0xffffff00)));
    }

    private Stat basic(Path path, BasicFileAttributes attributes, int mode) {
        FileType type = type(path, attributes);
        Instant modified = attributes.lastModifiedTime().toInstant();
        return new Stat(
                type,
                mode,
                1,
                0,
                0,
                attributes.size(),
                0,
                0,
                stamp(type, number(attributes.fileKey())),
                Device.NONE,
                attributes.lastAccessTime().toInstant(),
                modified,
                modified);
    }

    private FileType type(Path path, BasicFileAttributes attributes) {
        return path.equals(root) ? FileType.DIRECTORY : type(attributes, traits.windows());
    }

    /**
     * A folder of Windows that is something else as well is a junction or another volume: both lead out of the tree. A file that
     * is something else as well is kept in another way (deduplicated, in a cloud), and can be opened.
     */
    static FileType type(BasicFileAttributes attributes, boolean windows) {
        if (attributes.isSymbolicLink()) {
            return FileType.SYMBOLIC_LINK;
        }
        if (attributes.isDirectory()) {
            return attributes.isOther() ? FileType.FIFO : FileType.DIRECTORY;
        }
        return windows || attributes.isRegularFile() ? FileType.REGULAR : FileType.FIFO;
    }

    /** The inode number out of what the JDK's Unix provider shows of a key: "(dev=1,ino=2)". The other half may change. */
    private static String number(@Nullable Object key) {
        if (key == null) {
            return "";
        }
        String text = key.toString();
        int inode = text.indexOf("ino=");
        return inode < 0 ? text : text.substring(inode + 4, text.length() - 1);
    }

    private static long stamp(FileType type, String number) {
        return STAMP.hash((type + number).getBytes(StandardCharsets.UTF_8));
    }
}
