package dev.cleat.export.file;

import dev.cleat.rpc.LateCalls;

/**
 * What all exports of one file system share: the locks of its objects, and the count of the calls that it has not returned
 * from in time. So one that hangs holds up no other.
 */
final class ServedVfs {
    private final ObjectLocks locks;
    private final LateCalls late;

    /**
     * @param lockNanos how long a call waits for a lock
     * @param mostLate how many late calls are too many
     */
    ServedVfs(long lockNanos, int mostLate) {
        this.late = new LateCalls(mostLate);
        this.locks = new ObjectLocks(lockNanos);
    }

    ObjectLocks locks() {
        return locks;
    }

    LateCalls late() {
        return late;
    }
}
