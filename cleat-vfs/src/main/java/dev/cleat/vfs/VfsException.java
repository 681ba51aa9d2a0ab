package dev.cleat.vfs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * A failure that has a name in the protocols. It carries no stack trace: a client that asks for a name which does not exist
 * is daily business, not a fault of the program.
 */
public final class VfsException extends IOException {
    private static final long serialVersionUID = 1;

    private final VfsError error;

    public VfsException(VfsError error) {
        super(error.name());
        this.error = error;
    }

    /**
     * @param detail for the log; the client never sees it
     */
    public VfsException(VfsError error, String detail) {
        super(error.name() + ": " + detail);
        this.error = error;
    }

    public VfsError error() {
        return error;
    }

    /** The error that a client should see for what a back end threw, so that back ends need not translate. */
    public static VfsError errorOf(IOException failure) {
        return switch (failure) {
            case VfsException e -> e.error;
            case NoSuchFileException e -> VfsError.NOENT;
            case FileNotFoundException e -> VfsError.NOENT;
            case FileAlreadyExistsException e -> VfsError.EXIST;
            case AccessDeniedException e -> VfsError.ACCES;
            case NotDirectoryException e -> VfsError.NOTDIR;
            case DirectoryNotEmptyException e -> VfsError.NOTEMPTY;
            case NotLinkException e -> VfsError.INVAL;
            case FileSystemLoopException e -> VfsError.INVAL;
            case InterruptedIOException e -> VfsError.JUKEBOX;
            case ClosedByInterruptException e -> VfsError.JUKEBOX;
            case AtomicMoveNotSupportedException e -> VfsError.XDEV;
            default -> SystemTexts.errorOf(failure);
        };
    }

    /**
     * The failure that an unchecked exception stands for, because whoever threw it could not throw another: streams of files
     * wrap it, and {@code java.nio.file} has an unchecked one for read-only file systems. Null where it is a fault of the
     * program.
     */
    public static @Nullable IOException checked(RuntimeException thrown) {
        return switch (thrown) {
            case UncheckedIOException e -> e.getCause();
            case DirectoryIteratorException e -> e.getCause();
            case ReadOnlyFileSystemException e -> new VfsException(VfsError.ROFS);
            case InvalidPathException e -> new VfsException(VfsError.INVAL, String.valueOf(e.getMessage()));
            default -> null;
        };
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
