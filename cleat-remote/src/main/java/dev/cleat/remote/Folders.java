package dev.cleat.remote;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the origin told of its folders and files, for as long as that is taken to be true; and longer, while the origin
 * fails. The least recently used folders make room.
 *
 * <p>The maps are guarded by {@code this}; the origin is asked without it, below one of {@code locks}, so that many who want
 * to know the same ask once.
 */
final class Folders {
    private static final int MAX_ENTRIES = 100_000;
    private static final int LOCKS = 64;

    private final Origin origin;
    private final RemoteOptions options;
    private final Attempts attempts;
    private final InstantSource clock;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final Map<String, Folder> folders = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Single> singles = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<RemoteFile, Version> versions = new LinkedHashMap<>(16, 0.75f, true);
    private final Instant started;
    private long total;

    /**
     * @param changed when it was first seen to hold this
     */
    private record Folder(Map<String, RemoteEntry> entries, Instant changed, Instant asked) {}

    private record Version(RemoteFile file, Instant asked) {}

    private record Single(@Nullable RemoteEntry entry, Instant asked) {}

    Folders(Origin origin, RemoteOptions options, Attempts attempts, InstantSource clock) {
        this.origin = origin;
        this.options = options;
        this.attempts = attempts;
        this.clock = clock;
        this.started = clock.instant();
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    @Nullable RemoteEntry stat(String path) throws IOException {
        if (path.isEmpty()) {
            return new RemoteFolder(path, changed(path));
        }
        int slash = path.lastIndexOf('/');
        Folder above = find(path.substring(0, Math.max(0, slash)));
        RemoteEntry entry =
                above != null && isFresh(above.asked) ? above.entries.get(path.substring(slash + 1)) : single(path);
        return entry instanceof RemoteFolder ? new RemoteFolder(path, changed(path)) : entry;
    }

    /** Null where there is no such folder. */
    @Nullable List<String> names(String path) throws IOException {
        Folder folder = folder(path);
        return folder == null ? null : List.copyOf(folder.entries.keySet());
    }

    /**
     * The file with its version, which a list need not tell. Asked again only after a while, so that reads are of one version.
     *
     * @throws ChangedException once, where it has another version than before
     */
    RemoteFile withVersion(RemoteFile file) throws IOException {
        if (!file.version().isEmpty()) {
            return file;
        }
        ReentrantLock lock = lock(file.path());
        lock.lock();
        try {
            Version known = version(file);
            if (known != null && isFresh(known.asked)) {
                return known.file;
            }
            RemoteFile now = askVersion(file, known);
            keep(file, new Version(now, clock.instant()));
            if (known != null && !known.file.version().equals(now.version())) {
                throw new ChangedException(file.path() + " has changed");
            }
            return now;
        } finally {
            lock.unlock();
        }
    }

    /** The one that was known, while the origin fails. */
    private RemoteFile askVersion(RemoteFile file, @Nullable Version known) throws IOException {
        try {
            RemoteFile now = attempts.of(() -> origin.withVersion(file));
            if (now.size() != file.size()) {
                throw new ChangedException(file.path() + " is not what the list says");
            }
            return now;
        } catch (ChangedException | NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            if (known == null) {
                throw e;
            }
            return known.file;
        }
    }

    /** What was told of this path is not true any more. */
    synchronized void forget(String path) {
        singles.remove(path);
        Folder above = folders.remove(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
        total -= above == null ? 0 : above.entries.size() + 1;
    }

    private @Nullable RemoteEntry single(String path) throws IOException {
        ReentrantLock lock = lock(path);
        lock.lock();
        try {
            Single known = findSingle(path);
            if (known != null && isFresh(known.asked)) {
                return known.entry;
            }
            try {
                RemoteEntry entry = attempts.of(() -> origin.stat(path));
                keep(path, new Single(entry, clock.instant()));
                return entry;
            } catch (IOException e) {
                if (known == null) {
                    throw e;
                }
                return known.entry;
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Folder folder(String path) throws IOException {
        ReentrantLock lock = lock(path);
        lock.lock();
        try {
            Folder known = find(path);
            if (known != null && isFresh(known.asked)) {
                return known;
            }
            try {
                return keep(path, attempts.of(() -> origin.list(path)), known);
            } catch (NoSuchFileException e) {
                return null;
            } catch (IOException e) {
                if (known == null) {
                    throw e;
                }
                return known;
            }
        } finally {
            lock.unlock();
        }
    }

    private Folder keep(String path, List<RemoteEntry> told, @Nullable Folder before) {
        Map<String, RemoteEntry> entries = HashMap.newHashMap(told.size());
        told.forEach(entry -> entries.put(entry.name(), entry));
        Instant now = clock.instant();
        Instant changed = before == null ? started : before.entries.equals(entries) ? before.changed : now;
        Folder folder = new Folder(entries, changed, now);
        synchronized (this) {
            Folder replaced = folders.put(path, folder);
            total += entries.size() - (replaced == null ? -1 : replaced.entries.size());
            Iterator<Folder> oldest = folders.values().iterator();
            while (total > MAX_ENTRIES && folders.size() > 1) {
                total -= oldest.next().entries.size() + 1;
                oldest.remove();
            }
        }
        return folder;
    }

    private synchronized Instant changed(String path) {
        Folder folder = folders.get(path);
        return folder == null ? started : folder.changed;
    }

    /** What was asked at a time that is yet to come was asked before the clock was put back. */
    private boolean isFresh(Instant asked) {
        Instant now = clock.instant();
        return !asked.isAfter(now) && asked.plus(options.refresh()).isAfter(now);
    }

    private ReentrantLock lock(String path) {
        return locks[path.hashCode() & (LOCKS - 1)];
    }

    private synchronized @Nullable Folder find(String path) {
        return folders.get(path);
    }

    private synchronized @Nullable Single findSingle(String path) {
        return singles.get(path);
    }

    private synchronized @Nullable Version version(RemoteFile file) {
        return versions.get(file);
    }

    private synchronized void keep(String path, Single single) {
        singles.put(path, single);
        trim(singles);
    }

    private synchronized void keep(RemoteFile listed, Version known) {
        versions.put(listed, known);
        trim(versions);
    }

    private static void trim(Map<?, ?> map) {
        if (map.size() > MAX_ENTRIES / 10) {
            Iterator<?> oldest = map.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
