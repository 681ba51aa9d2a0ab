package dev.cleat.vfs.decorate;

import dev.cleat.vfs.FileId;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks for changes of directories, some of which share one. A change of two takes them in the order of their numbers. No other
 * lock of this package is taken below them; the file system below may take its own.
 */
final class DirectoryLocks {
    private static final int LOCKS = 64;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    interface Change<T> {
        T make() throws IOException;
    }

    DirectoryLocks() {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    <T> T holding(FileId directory, Change<T> change) throws IOException {
        return holding(directory, directory, change);
    }

    <T> T holding(FileId one, FileId other, Change<T> change) throws IOException {
        int first = one.hashCode() & (LOCKS - 1);
        int second = other.hashCode() & (LOCKS - 1);
        ReentrantLock lower = locks[Math.min(first, second)];
        ReentrantLock upper = locks[Math.max(first, second)];
        lower.lock();
        upper.lock();
        try {
            return change.make();
        } finally {
            upper.unlock();
            lower.unlock();
        }
    }
}
