package dev.cleat.linux;

import java.util.function.IntSupplier;

/**
 * Lets callers share an effort that helps all who asked before it began: of many who want a file synced at once, one does it
 * while the others wait, and at most one more does it after that.
 *
 * <p>Locking: everything is guarded by this object's monitor, which is not held during the effort.
 */
final class SharedSync {
    private boolean running;
    private long begun;
    private long done;
    private long failed;
    private int failure;

    /** Returns after an effort that began during this call, with its result or, if one of those since failed, with that one's. */
    int run(IntSupplier effort) {
        long mine;
        synchronized (this) {
            long wanted = begun + 1;
            if (!awaitOthers(wanted)) {
                return -Errno.EINTR;
            }
            if (done >= wanted) {
                return failed >= wanted ? failure : 0;
            }
            running = true;
            mine = ++begun;
        }
        int result = -Errno.EIO;
        try {
            result = effort.getAsInt();
        } finally {
            finish(mine, result);
        }
        return result;
    }

    private synchronized void finish(long number, int result) {
        running = false;
        done = number;
        if (result < 0) {
            failed = number;
            failure = result;
        }
        notifyAll();
    }

    /** Waits until the effort with this number is done, or can be made. */
    private synchronized boolean awaitOthers(long wanted) {
        try {
            while (running && done < wanted) {
                wait();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
