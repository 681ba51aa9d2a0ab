package dev.cleat.nio;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.ReadOnlyFileSystemException;
import org.jspecify.annotations.Nullable;

/** Runs what throws the unchecked exceptions of {@code java.nio.file}. */
final class Failures {

    private Failures() {}

    /** Something that calls the file system. */
    interface Action<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /** Runs it, and throws nothing but what {@link VfsException#errorOf} understands. */
    static <T extends @Nullable Object> T translating(Action<T> action) throws IOException {
        try {
            return action.run();
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
}
