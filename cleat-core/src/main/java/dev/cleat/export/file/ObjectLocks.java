package dev.cleat.export.file;

import dev.cleat.vfs.FileId;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock per object, near enough: identities share a fixed number of locks, so that memory does not grow with files.
 *
 * <p>Order: a thread takes locks in one call only, for one or two objects, the lower index first; while it holds one it calls
 * the back end, and nothing that could ask for another.
 */
final class ObjectLocks {
    private static final int STRIPES = 1024;

    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

    ObjectLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** What is held; closing it lets go. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    Held lock(FileId object) {
        ReentrantLock lock = locks[index(object)];
        lock.lock();
        return lock::unlock;
    }

    Held lock(FileId first, FileId second) {
        int a = index(first);
        int b = index(second);
        if (a == b) {
            return lock(first);
        }
        ReentrantLock lower = locks[Math.min(a, b)];
        ReentrantLock upper = locks[Math.max(a, b)];
        lower.lock();
        upper.lock();
        return () -> {
            upper.unlock();
            lower.unlock();
        };
    }

    private static int index(FileId object) {
        return object.hashCode() & (STRIPES - 1);
    }
}
