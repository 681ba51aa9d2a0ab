package dev.cleat.vfs.memory;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * An object of a {@link MemoryVfs}.
 *
 * <p>Attributes are one immutable value that any thread reads without a lock and that changes under the node's monitor, the
 * innermost of all locks here.
 */
abstract sealed class MemoryNode permits MemoryDirectory, MemoryFile, MemoryLink, MemorySpecial {
    private static final long DAY_MILLIS = 86_400_000;

    /** New attributes; throws to leave them as they are. */
    interface Change {
        Attributes of(Attributes before) throws VfsException;
    }

    private final FileId id;
    private volatile Attributes attributes;
    private volatile boolean removed;

    MemoryNode(FileId id, Attributes attributes) {
        this.id = id;
        this.attributes = attributes;
    }

    final FileId id() {
        return id;
    }

    final Attributes attributes() {
        return attributes;
    }

    /** On behalf of a caller who found the object a while ago. */
    final synchronized void update(Change change) throws VfsException {
        requireThere();
        attributes = change.of(attributes);
    }

    final void requireThere() throws VfsException {
        if (removed) {
            throw new VfsException(VfsError.STALE);
        }
    }

    final synchronized void change(UnaryOperator<Attributes> change) {
        attributes = change.apply(attributes);
    }

    /** The last name is gone. Attributes stay as they were: whoever is reading them came before the end. */
    final synchronized void end() {
        removed = true;
    }

    /**
     * Moves the time of access, but as most mounts have it: only where it would otherwise be older than the last change, or a
     * day old. Readers would contend for it otherwise.
     */
    final void touch(InstantSource clock) {
        Attributes seen = attributes;
        if (seen.accessed().compareTo(seen.modified()) <= 0
                || seen.accessed().compareTo(seen.changed()) <= 0
                || seen.accessed().toEpochMilli() + DAY_MILLIS < clock.millis()) {
            change(before -> before.toBuilder().accessed(clock.instant()).build());
        }
    }
}
