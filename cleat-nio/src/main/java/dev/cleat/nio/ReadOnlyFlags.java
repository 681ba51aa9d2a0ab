package dev.cleat.nio;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.DosFileAttributeView;
import java.nio.file.attribute.DosFileAttributes;

/**
 * The flag by which people on Windows write-protect a file. Clients see it as a mode without rights to write, and lift it by
 * {@code chmod u+w}. They never set it: the server could then neither write the file for its owner (RFC 1813 §4.4) nor remove
 * it, which POSIX lets whoever may write the directory.
 *
 * <p>Only Windows refuses what is tried against the flag; see docs/windows-checklist.md.
 *
 * @param present whether the file system has it
 */
record ReadOnlyFlags(boolean present) {
    private static final int WRITE_BITS = 0222;

    /** Whether an object has it: of a folder it means something else. */
    static boolean isSet(DosFileAttributes attributes) {
        return attributes.isReadOnly() && attributes.isRegularFile();
    }

    /** The mode that clients see. */
    static int mode(int mode, boolean isSet) {
        return isSet ? mode & ~WRITE_BITS : mode;
    }

    /** Lifts it where the new mode lets anybody write. */
    void clearFor(Path path, int mode) throws IOException {
        if ((mode & WRITE_BITS) != 0) {
            clear(path);
        }
    }

    interface Action<T> {
        T run() throws IOException;
    }

    /** Opens a file that stays protected from others: Windows asks for the flag when it is opened only. */
    <T> T openAgainst(Path path, Action<T> opening) throws IOException {
        view(path).setReadOnly(false);
        try {
            return opening.run();
        } finally {
            view(path).setReadOnly(true);
        }
    }

    /** Removes or replaces what is at a path, protected or not. */
    <T> T removing(Path path, Action<T> removal) throws IOException {
        try {
            return removal.run();
        } catch (AccessDeniedException e) {
            if (!clear(path)) {
                throw e;
            }
            return removal.run();
        }
    }

    private boolean clear(Path path) throws IOException {
        boolean isSet = isSet(path);
        if (isSet) {
            view(path).setReadOnly(false);
        }
        return isSet;
    }

    boolean isSet(Path path) throws IOException {
        return present
                && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && view(path).readAttributes().isReadOnly();
    }

    private static DosFileAttributeView view(Path path) {
        return Files.getFileAttributeView(path, DosFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }
}
