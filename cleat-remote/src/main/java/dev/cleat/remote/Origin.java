package dev.cleat.remote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where remote files come from. Paths are relative, with slashes and without "." or "..": {@code ""} is the top folder.
 *
 * <p>All methods are called by many virtual threads at once, and may wait. They need not retry: for what may be better soon they
 * throw {@link UnavailableException}, for contents that are not those that were asked for {@link ChangedException}; any
 * other {@link IOException} is final.
 */
public interface Origin extends AutoCloseable {
    /** Tells this origin from others, over restarts: a part of the names under which its contents are cached. */
    String id();

    /**
     * What is in a folder, in any order.
     *
     * @throws java.nio.file.NoSuchFileException where there is none
     */
    List<RemoteEntry> list(String folder) throws IOException;

    /** What is at this path, as {@link #list} tells of it, or null where nothing is. */
    @Nullable RemoteEntry stat(String path) throws IOException;

    /**
     * The file with the version that it has now. Asked before the first read of a file whose version is empty, where it costs too
     * much to tell all versions in lists.
     *
     * @throws ChangedException where there is none any more
     */
    default RemoteFile withVersion(RemoteFile file) throws IOException {
        return file;
    }

    /**
     * Reads a part of a file, which is not beyond its end, until the buffer is full.
     *
     * @param file as {@link #list} or {@link #stat} told of it
     * @throws ChangedException where there is another version of it now, or none
     */
    void fetch(RemoteFile file, long offset, ByteBuffer into) throws IOException;

    @Override
    default void close() throws IOException {}
}
