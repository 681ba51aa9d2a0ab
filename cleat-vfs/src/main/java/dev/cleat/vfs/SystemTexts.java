package dev.cleat.vfs;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Map;

/**
 * What an exception without a class of its own means: the only thing that tells is the system's text, of Linux, macOS, the BSDs
 * and Windows, in English. In another language such an error is seen as IO.
 */
final class SystemTexts {
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

    private SystemTexts() {}

    static VfsError errorOf(IOException failure) {
        String text = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        if (text == null) {
            return VfsError.IO;
        }
        String reason = text.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, VfsError> known : REASONS.entrySet()) {
            if (reason.contains(known.getKey())) {
                return known.getValue();
            }
        }
        return VfsError.IO;
    }
}
