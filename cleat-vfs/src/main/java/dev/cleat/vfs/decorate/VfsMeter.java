package dev.cleat.vfs.decorate;

import org.jspecify.annotations.Nullable;

/** Takes what {@link MeteredVfs} measures, for whatever metrics library the host has. Called by many threads: must not wait. */
@FunctionalInterface
public interface VfsMeter {
    /**
     * A call has ended.
     *
     * @param nanos how long it took
     * @param bytes of file data that it moved; 0 for most operations
     * @param failure what it threw, or null
     */
    void ended(VfsOperation operation, long nanos, int bytes, @Nullable Throwable failure);
}
