package dev.cleat.linux;

import dev.cleat.vfs.VfsException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file opened for its data, or a directory opened to be synced. It stays open until what was written through it is on the
 * disk: the kernel reports a failed write-back to the descriptors that were open at the time.
 */
final class OpenFile extends Shared {
    final int fd;
    final boolean writable;

    private final Descriptors owner;
    private final AtomicLong writes = new AtomicLong();
    private final SharedSync sync = new SharedSync();
    private final AtomicLong synced = new AtomicLong();

    OpenFile(int fd, boolean writable, Descriptors owner) {
        super(owner.tick);
        this.fd = fd;
        this.writable = writable;
        this.owner = owner;
    }

    /** Said after every change, also one that failed half-way, and before the file is closed. */
    void changed() {
        writes.incrementAndGet();
    }

    boolean isDirty() {
        return writes.get() != synced.get();
    }

    /** All changes so far are on the disk. */
    void clean() {
        synced.set(writes.get());
    }

    /** Puts all changes so far on the disk. Several callers share one effort. */
    void sync(Syscalls calls) throws VfsException {
        long before = writes.get();
        int result = sync.run(() -> calls.sync(fd));
        if (result != -Errno.EINTR) {
            // The kernel does not try again what failed, so there is nothing left to sync in that case either.
            synced.accumulateAndGet(before, Math::max);
        }
        // Some file systems say so of directories: there is nothing to sync by itself.
        if (result != -Errno.EINVAL) {
            Errno.check(result);
        }
    }

    @Override
    void free() {
        Syscalls calls = Worker.calls();
        if (isDirty() && calls.sync(fd) < 0) {
            owner.noteLostWrites();
        }
        calls.close(fd);
    }
}
