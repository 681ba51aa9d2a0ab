package dev.cleat.archive;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The state of an archive that is on the disk now. Before and after each call it is looked whether that changed.
 *
 * <p>{@code indexing} is held while a changed archive is indexed; it guards {@code failure}, and changes of {@code open}.
 * Calls hold no lock, but the state that they began with ({@link OpenArchive#enter}).
 */
final class Current implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.cleat.archive");
    /** An archive that changed so lately may still be on its way here. */
    private static final Duration COPYING = Duration.ofSeconds(10);

    private static final int ATTEMPTS = 3;

    private final Path path;
    private final Scratch scratch;
    private final ArchiveLimits limits;
    private final ReentrantLock indexing = new ReentrantLock();
    private volatile OpenArchive open;
    private @Nullable Failure failure;

    private record Failure(Stamp stamp, IOException cause) {}

    /** A call on one state. */
    interface Call<T> {
        T on(OpenArchive archive) throws IOException;
    }

    Current(Path path, Scratch scratch, ArchiveLimits limits) throws IOException {
        this.path = path;
        this.scratch = scratch;
        this.limits = limits;
        this.open = index();
    }

    FileId root() {
        return open.catalog().id(Catalog.ROOT);
    }

    <T> T call(Call<T> call) throws IOException {
        Stamp now = stamp();
        for (int i = 0; i < ATTEMPTS; i++) {
            OpenArchive archive = open;
            if (!archive.stamp().fits(now)) {
                renew(now);
                now = stamp();
            } else if (archive.enter()) {
                try {
                    return checked(call, archive);
                } finally {
                    archive.leave();
                }
            }
        }
        throw new VfsException(VfsError.JUKEBOX, path + " changes all the time");
    }

    /** What was read while the archive was written over may be anything. */
    private <T> T checked(Call<T> call, OpenArchive archive) throws IOException {
        try {
            T answer = call.on(archive);
            if (archive.stamp().fits(stamp())) {
                return answer;
            }
        } catch (VfsException e) {
            throw e;
        } catch (IOException e) {
            if (archive.stamp().fits(stamp())) {
                throw e;
            }
        }
        throw new VfsException(VfsError.JUKEBOX, path + " changed");
    }

    /** A missing archive is no missing entry. */
    private Stamp stamp() throws IOException {
        try {
            return Stamp.of(path);
        } catch (NoSuchFileException e) {
            throw new VfsException(VfsError.IO, path + " is gone");
        }
    }

    private void renew(Stamp now) throws IOException {
        if (!indexing.tryLock()) {
            throw new VfsException(VfsError.JUKEBOX, path + " is being indexed");
        }
        try {
            Failure before = failure;
            if (before != null && before.stamp.fits(now)) {
                throw failed(before);
            }
            if (!open.stamp().fits(now)) {
                OpenArchive replaced = open;
                open = index();
                replaced.close();
                failure = null;
            }
        } catch (ArchiveException e) {
            Failure found = new Failure(now, e);
            failure = found;
            LOG.log(Level.WARNING, e.getMessage());
            throw failed(found);
        } finally {
            indexing.unlock();
        }
    }

    private static VfsException failed(Failure failure) {
        // In either direction: a clock that is put back must not make the archive young for years.
        Duration age = Duration.between(failure.stamp.modified().toInstant(), Instant.now());
        boolean young = age.abs().compareTo(COPYING) < 0;
        return new VfsException(young ? VfsError.JUKEBOX : VfsError.IO, String.valueOf(failure.cause.getMessage()));
    }

    private OpenArchive index() throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            Stamp before = stamp();
            try {
                OpenArchive made = OpenArchive.open(path, before.withOwner(path), scratch, limits);
                if (stamp().fits(before)) {
                    warn(made);
                    return made;
                }
                made.close();
            } catch (ArchiveException e) {
                throw new ArchiveException(path.getFileName() + ": " + e.getMessage());
            }
        }
        throw new VfsException(VfsError.JUKEBOX, path + " changes all the time");
    }

    private void warn(OpenArchive made) {
        if (made.leftOut() > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0}: {1} entries are not shown: their names are too long, too deep, or lead nowhere",
                    path.getFileName(),
                    made.leftOut());
        }
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
