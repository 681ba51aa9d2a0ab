package dev.cleat.vfs.memory;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.locks.StampedLock;

/**
 * A regular file.
 *
 * <p>{@code lock} guards the contents together with size and blocks among the attributes: reads and changes of one file see
 * each other whole. Readers try without the lock first. It is taken before the node's monitor.
 */
final class MemoryFile extends MemoryNode {
    private final Contents contents = new Contents();
    private final StampedLock lock = new StampedLock();
    private final Budget budget;

    MemoryFile(FileId id, Attributes attributes, Budget budget) {
        super(id, attributes);
        this.budget = budget;
    }

    /** Answers whether the end was reached. */
    boolean read(long offset, ByteBuffer into) throws VfsException {
        long stamp = lock.tryOptimisticRead();
        if (stamp != 0) {
            int start = into.position();
            boolean end = copy(offset, into);
            if (lock.validate(stamp)) {
                requireThere();
                return end;
            }
            into.position(start);
        }
        stamp = lock.readLock();
        try {
            requireThere();
            return copy(offset, into);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private boolean copy(long offset, ByteBuffer into) {
        long left = attributes().size() - offset;
        if (left <= 0) {
            return true;
        }
        int count = (int) Math.min(left, into.remaining());
        contents.read(offset, into, count);
        return count == left;
    }

    void write(long offset, ByteBuffer data, Caller caller, Instant now) throws VfsException {
        long end = offset + data.remaining();
        long stamp = lock.writeLock();
        try {
            update(before -> {
                Permissions.checkWrite(before, caller);
                if (!data.hasRemaining()) {
                    return before;
                }
                budget.takeBlocks(contents.missing(offset, data.remaining()));
                contents.write(offset, data);
                return AttributeRules.written(before, Math.max(end, before.size()), caller, now)
                        .used(contents.blocks() * Capacity.BLOCK)
                        .build();
            });
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Changes attributes, the size among them. */
    void resize(long size, SetAttributes changes, Caller caller, Instant now) throws VfsException {
        long stamp = lock.writeLock();
        try {
            update(before -> {
                Permissions.checkChanges(before, changes, caller);
                budget.giveBlocks(contents.truncate(size));
                return AttributeRules.changed(before, changes, caller, now)
                        .used(contents.blocks() * Capacity.BLOCK)
                        .build();
            });
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Gives the contents back; nobody can write any more once the object has ended. */
    void release() {
        long stamp = lock.writeLock();
        try {
            end();
            budget.giveBlocks(contents.truncate(0));
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}
