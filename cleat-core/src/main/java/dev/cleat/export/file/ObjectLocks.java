package dev.cleat.export.file;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock per object of one file system, near enough: identities share a fixed number of locks, so that memory does not grow with
 * files.
 *
 * <p>Order: a thread takes locks in one call only, for one or two objects, the lower index first; while it holds one it calls
 * the back end, and nothing that could ask for another. Nobody waits for ever, because a back end may never return.
 */
final class ObjectLocks {
    private static final int STRIPES = 1024;

    private final AtomicReferenceArray<@Nullable Stripe> locks = new AtomicReferenceArray<>(STRIPES);
    private final long patienceNanos;

    /**
     * @param patienceNanos how long to wait for one
     */
    ObjectLocks(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /** What is held; closing it lets go. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** One lock, which is what its owner holds. */
    private static final class Stripe extends ReentrantLock implements Held {
        private static final long serialVersionUID = 1;

        @Override
        public void close() {
            unlock();
        }
    }

    /**
     * @throws VfsException {@link VfsError#JUKEBOX} where somebody else holds it for too long
     */
    Held lock(FileId object) throws VfsException {
        Stripe lock = at(index(object));
        acquire(lock);
        return lock;
    }

    /** As {@link #lock(FileId)}, for both. */
    Held lock(FileId first, FileId second) throws VfsException {
        int a = index(first);
        int b = index(second);
        if (a == b) {
            return lock(first);
        }
        ReentrantLock lower = at(Math.min(a, b));
        ReentrantLock upper = at(Math.max(a, b));
        acquire(lower);
        boolean both = false;
        try {
            acquire(upper);
            both = true;
        } finally {
            if (!both) {
                lower.unlock();
            }
        }
        return () -> {
            upper.unlock();
            lower.unlock();
        };
    }

    private void acquire(ReentrantLock lock) throws VfsException {
        if (lock.tryLock()) {
            return;
        }
        long deadline = System.nanoTime() + patienceNanos;
        while (true) {
            try {
                if (lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
                throw new VfsException(VfsError.JUKEBOX, "another call on this object does not end");
            } catch (InterruptedException somebodys) {
                // Goes on: a flag that stays raised would close the FileChannel which this call goes on to use.
            }
        }
    }

    private Stripe at(int index) {
        Stripe known = locks.get(index);
        if (known != null) {
            return known;
        }
        Stripe made = new Stripe();
        Stripe first = locks.compareAndExchange(index, null, made);
        return first == null ? made : first;
    }

    private static int index(FileId object) {
        return object.hashCode() & (STRIPES - 1);
    }
}
