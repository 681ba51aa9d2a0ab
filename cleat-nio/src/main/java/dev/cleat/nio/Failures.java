package dev.cleat.nio;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of {@code java.nio.file} means. Where there is no class for it, the only thing that tells is the system's
 * text: of Linux, macOS, the BSDs and Windows, in English. In another language such an error is seen as IO.
 */
final class Failures {
    private static final Map<String, VfsError> REASONS = Map.ofEntries(
            Map.entry("no space left on device", VfsError.NOSPC),
            Map.entry("not enough space on the disk", VfsError.NOSPC),
            Map.entry("disk quota exceeded", VfsError.DQUOT),
            Map.entry("disc quota exceeded", VfsError.DQUOT),
            Map.entry("read-only file system", VfsError.ROFS),
            Map.entry("media is write protected", VfsError.ROFS),
            Map.entry("file name too long", VfsError.NAMETOOLONG),
            Map.entry("filename or extension is too long", VfsError.NAMETOOLONG),
            Map.entry("cross-device link", VfsError.XDEV),
            Map.entry("different disk drive", VfsError.XDEV),
            Map.entry("too many links", VfsError.MLINK),
            Map.entry("file too large", VfsError.FBIG),
            Map.entry("too many open files", VfsError.JUKEBOX),
            Map.entry("cannot allocate memory", VfsError.JUKEBOX),
            Map.entry("resource temporarily unavailable", VfsError.JUKEBOX),
            Map.entry("is a directory", VfsError.ISDIR),
            Map.entry("not a directory", VfsError.NOTDIR),
            Map.entry("directory not empty", VfsError.NOTEMPTY),
            Map.entry("directory is not empty", VfsError.NOTEMPTY),
            Map.entry("file exists", VfsError.EXIST),
            Map.entry("operation not permitted", VfsError.PERM),
            Map.entry("required privilege is not held", VfsError.PERM),
            Map.entry("permission denied", VfsError.ACCES),
            Map.entry("access is denied", VfsError.ACCES),
            Map.entry("being used by another process", VfsError.ACCES),
            Map.entry("device or resource busy", VfsError.ACCES),
            Map.entry("text file busy", VfsError.ACCES),
            Map.entry("invalid argument", VfsError.INVAL),
            Map.entry("name, or volume label syntax is incorrect", VfsError.INVAL),
            Map.entry("too many levels of symbolic links", VfsError.STALE),
            Map.entry("stale file handle", VfsError.STALE),
            Map.entry("no such device", VfsError.NXIO),
            Map.entry("operation not supported", VfsError.NOTSUPP),
            Map.entry("function not implemented", VfsError.NOTSUPP));

    private Failures() {}

    /** Something that calls the file system. */
    interface Action<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /** Runs it, and throws nothing but what {@link VfsException#errorOf} understands. */
    static <T extends @Nullable Object> T translating(Action<T> action) throws IOException {
        try {
            return action.run();
        } catch (IOException e) {
            throw translated(e);
        } catch (ReadOnlyFileSystemException e) {
            throw new VfsException(VfsError.ROFS);
        } catch (UnsupportedOperationException e) {
            throw new VfsException(VfsError.NOTSUPP, String.valueOf(e.getMessage()));
        } catch (InvalidPathException e) {
            throw new VfsException(VfsError.INVAL, String.valueOf(e.getMessage()));
        } catch (SecurityException e) {
            throw new VfsException(VfsError.ACCES, String.valueOf(e.getMessage()));
        }
    }

    private static IOException translated(IOException failure) {
        if (failure instanceof VfsException) {
            return failure;
        }
        if (failure instanceof AtomicMoveNotSupportedException) {
            return new VfsException(VfsError.XDEV);
        }
        boolean hasClass = VfsException.errorOf(failure) != VfsError.IO;
        String text = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        if (hasClass || text == null) {
            return failure;
        }
        String reason = text.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, VfsError> known : REASONS.entrySet()) {
            if (reason.contains(known.getKey())) {
                return new VfsException(known.getValue(), text);
            }
        }
        return failure;
    }

    /** The error of an exception that may not have been translated yet. */
    static VfsError errorOf(IOException failure) {
        return VfsException.errorOf(translated(failure));
    }
}
