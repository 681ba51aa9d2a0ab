package dev.cleat.export.file;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes durable, one flush for all who wait for the same object: who comes while a flush runs may not rely on it,
 * since it may have begun before the change; the next one serves all who came meanwhile.
 *
 * <p>One lock guards the map and all flushes in it; it is never held while the back end works. An object is in the map
 * only while somebody waits for it.
 */
final class GroupCommit {
    private final WriteVerifier verifier;
    private final long patienceNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Flush> flushes = new HashMap<>();

    /** Identities are unique within a file system only: two exports may have the same. */
    private record Key(Vfs fileSystem, FileId object) {}

    /** The state of one object's flushes; they are numbered from 1. */
    private final class Flush {
        private final Condition changed = lock.newCondition();
        private int waiting;
        /** How many came since the last one began: the next one is theirs. */
        private int coming;

        private boolean running;
        private long begun;
        private long ended;
        private long failed;
        private @Nullable IOException failure;
    }

    /**
     * @param patienceNanos how long a call waits for a flush that others began
     */
    GroupCommit(WriteVerifier verifier, long patienceNanos) {
        this.verifier = verifier;
        this.patienceNanos = patienceNanos;
    }

    /**
     * Returns when all changes of the object that were made before this call are durable.
     *
     * @throws VfsException {@link VfsError#JUKEBOX} where a flush that others began does not end
     */
    void commit(Vfs fileSystem, Writable writable, FileId object) throws IOException {
        Key key = new Key(fileSystem, object);
        lock.lock();
        Flush flush = flushes.computeIfAbsent(key, absent -> new Flush());
        flush.waiting++;
        flush.coming++;
        try {
            long mine = flush.begun + 1;
            long deadline = System.nanoTime() + patienceNanos;
            while (flush.ended < mine) {
                if (flush.running) {
                    awaitEnd(flush, deadline);
                } else {
                    run(fileSystem, writable, object, flush);
                }
            }
            if (flush.failed >= mine && flush.failure != null) {
                throw flush.failure;
            }
        } finally {
            if (--flush.waiting == 0) {
                flushes.remove(key);
            }
            lock.unlock();
        }
    }

    private static void awaitEnd(Flush flush, long deadline) throws VfsException {
        while (flush.running) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new VfsException(VfsError.JUKEBOX, "a flush of this object does not end");
            }
            try {
                flush.changed.awaitNanos(left);
            } catch (InterruptedException somebodys) {
                // Goes on: a flag that stays raised would close the FileChannel which this call goes on to use.
            }
        }
    }

    private void run(Vfs fileSystem, Writable writable, FileId object, Flush flush) {
        flush.running = true;
        long number = ++flush.begun;
        FlushEvent event = new FlushEvent();
        event.calls = flush.coming;
        flush.coming = 0;
        @Nullable IOException failure = new IOException("the flush broke off");
        lock.unlock();
        try {
            event.begin();
            writable.commit(object);
            failure = null;
        } catch (IOException e) {
            failure = e;
        } finally {
            event.record(fileSystem, failure);
            if (failure != null && mayHaveLostData(failure)) {
                verifier.change();
            }
            lock.lock();
            flush.running = false;
            flush.ended = number;
            if (failure != null) {
                flush.failed = number;
                flush.failure = failure;
            }
            flush.changed.signalAll();
        }
    }

    private static boolean mayHaveLostData(IOException failure) {
        VfsError error = VfsException.errorOf(failure);
        return error != VfsError.STALE && error != VfsError.BADHANDLE; // gone, with all that was to be flushed
    }
}
