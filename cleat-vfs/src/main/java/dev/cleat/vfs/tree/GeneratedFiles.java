package dev.cleat.vfs.tree;

import dev.cleat.vfs.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that are made when somebody looks: a function from a path to bytes, as a {@link FileTree}.
 *
 * <p>Clients ask for a file's size first and read so many bytes, so that what is made for the size is kept for the reads that
 * follow: a file is made anew when what is known of it is older than a second, or what was chosen instead. A file that comes
 * out as before keeps its time of change, and clients keep what they have read.
 *
 * <p>All state is guarded by {@code this}; the function is called without holding it, by many threads at once.
 */
public final class GeneratedFiles implements FileTree {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long KEPT_BYTES = 16L << 20;

    /** What is in the tree. Paths are as those of {@link FileTree}. */
    public interface Source {
        /** The names in a folder, or null where there is no such folder. The root, "", is one. */
        @Nullable Iterable<String> names(String folder) throws IOException;

        /** What a file holds now, or null where there is no such file. The array is not written to. */
        byte @Nullable [] bytes(String file) throws IOException;
    }

    private record Made(ByteBuffer bytes, Instant modified, Instant made) {}

    private final Source source;
    private final Duration good;
    private final InstantSource clock;
    private final Instant began;
    /** The least recently made first. */
    private final Map<String, Made> known = new LinkedHashMap<>();

    private long knownBytes;

    public GeneratedFiles(Source source) {
        this(source, SECOND, InstantSource.system());
    }

    /**
     * @param good how long what was made will do
     */
    public GeneratedFiles(Source source, Duration good, InstantSource clock) {
        this.source = source;
        this.good = good;
        this.clock = clock;
        this.began = clock.instant();
    }

    @Override
    public @Nullable Entry stat(String path) throws IOException {
        if (source.names(path) != null) {
            return new Entry.Folder(began);
        }
        Made made = make(path);
        return made == null ? null : new Entry.File(made.bytes.capacity(), made.modified);
    }

    @Override
    public Iterable<String> list(String path) throws IOException {
        Iterable<String> names = source.names(path);
        if (names == null) {
            throw new NotDirectoryException(path);
        }
        return names;
    }

    @Override
    public void read(String path, long offset, ByteBuffer into) throws IOException {
        Made made = make(path);
        if (made == null) {
            throw new NoSuchFileException(path);
        }
        if (offset < made.bytes.capacity()) {
            int bytes = Math.min(into.remaining(), made.bytes.capacity() - (int) offset);
            into.put(made.bytes.slice((int) offset, bytes));
        }
    }

    private @Nullable Made make(String path) throws IOException {
        Made before = find(path);
        Instant now = clock.instant();
        if (before != null && isGood(before, now)) {
            return before;
        }
        byte[] fresh = source.bytes(path);
        if (fresh == null) {
            keep(path, null);
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(fresh);
        Instant modified = before != null && before.bytes.equals(bytes) ? before.modified : now;
        Made made = new Made(bytes, modified, now);
        keep(path, made);
        return made;
    }

    /** What was made at a time that is yet to come was made before the clock was put back. */
    private boolean isGood(Made before, Instant now) {
        return !before.made.isAfter(now) && before.made.plus(good).isAfter(now);
    }

    private synchronized @Nullable Made find(String path) {
        return known.get(path);
    }

    private synchronized void keep(String path, @Nullable Made made) {
        Made before = known.remove(path);
        knownBytes -= before == null ? 0 : before.bytes.capacity();
        if (made != null) {
            known.put(path, made);
            knownBytes += made.bytes.capacity();
        }
        Iterator<Made> oldest = known.values().iterator();
        while (knownBytes > KEPT_BYTES && known.size() > 1) {
            knownBytes -= oldest.next().bytes.capacity();
            oldest.remove();
        }
    }
}
