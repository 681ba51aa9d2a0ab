package dev.cleat.vfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tree of files by path: three methods, for whoever has things to show and no wish to read an RFC. Turn it into a
 * {@link Vfs} with {@code dev.cleat.vfs.tree.FileTreeVfs}.
 *
 * <p>Paths are relative, with slashes and without "." or "..": {@code ""} is the root, {@code "a/b"} a file in a directory.
 * All methods are called by many threads at once.
 */
public interface FileTree {
    /** What is at this path, or null where nothing is. */
    @Nullable Entry stat(String path) throws IOException;

    /** The names in a directory, in any order, each once. Those that no path can hold, with a slash or empty, are left out. */
    Iterable<String> list(String path) throws IOException;

    /**
     * Reads from a file into the buffer, from its position on, until the buffer is full or the file ends.
     *
     * @param offset in bytes, before the end of the file
     */
    void read(String path, long offset, ByteBuffer into) throws IOException;

    /** What the methods may wait for. */
    default Blocking blocking() {
        return Blocking.NETWORK;
    }

    /** Something in the tree. */
    sealed interface Entry {
        /** When its contents last changed. Clients keep what they have read until this moves. */
        Instant modified();

        /**
         * @param size in bytes
         * @param version another one means other contents, and those are another object: handles of what was there before
         *     are stale. 0 where the tree does not tell
         */
        record File(long size, Instant modified, long version) implements Entry {
            /** A file that stays the same object whatever it contains. */
            public File(long size, Instant modified) {
                this(size, modified, 0);
            }
        }

        record Folder(Instant modified) implements Entry {}
    }
}
