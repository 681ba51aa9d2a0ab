package dev.cleat.nio;

import static dev.cleat.nio.Failures.translating;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps paths what they are. It is held for writing by what makes paths mean something else (rename, remove a directory), and
 * for reading by everything that turns an identity into a path, until that path was used. Data moves without it, and so do
 * entries into a listing. Of an archive, whose provider bears one caller at a time, all is done while holding it for writing.
 */
final class TreeLock implements Executor {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final boolean archive;

    TreeLock(boolean archive) {
        this.archive = archive;
    }

    /** While paths stay what they are. */
    <T> T steady(Failures.Action<T> action) throws IOException {
        return archive ? alone(action) : holding(lock.readLock(), action);
    }

    /** While nobody else uses a path. */
    <T> T alone(Failures.Action<T> action) throws IOException {
        return holding(lock.writeLock(), action);
    }

    /** While data moves. */
    <T> T moving(Failures.Action<T> action) throws IOException {
        return archive ? alone(action) : translating(action);
    }

    /** Closes files that nobody uses: of an archive that is when they are written. */
    @Override
    public void execute(Runnable closing) {
        if (!archive) {
            closing.run();
            return;
        }
        lock.writeLock().lock();
        try {
            closing.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static <T> T holding(Lock lock, Failures.Action<T> action) throws IOException {
        lock.lock();
        try {
            return translating(action);
        } finally {
            lock.unlock();
        }
    }
}
