package dev.cleat.linux;

import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a directory from all others: the kernel dates every change of a directory's names. Two changes
 * within one tick of its clock may bear one date, so a state is only known by it once the tick is over.
 */
record DirectoryVersion(long changedNanos, long modifiedNanos, int links, long size) {
    /** Several ticks of the slowest kernel's clock. */
    private static final long MARGIN_NANOS = 50_000_000;

    private static final long SECOND = 1_000_000_000;

    /**
     * The state that a directory is in, or null where its dates do not tell.
     *
     * @param stat what was just read of it
     */
    static @Nullable DirectoryVersion of(FileSystemKind kind, Statx stat) {
        // Names of an encrypted directory change with the keys that are at hand. Dates without nanoseconds are those of
        // old
        // disks, which know no fractions, or of years that they cannot count to.
        boolean told = kind.datesDirectories() && !stat.isEncrypted() && stat.changedNanos() % SECOND != 0;
        return told ? new DirectoryVersion(stat.changedNanos(), stat.modifiedNanos(), stat.links(), stat.size()) : null;
    }

    /**
     * Whether whatever changes from now on gets another date.
     *
     * @param calls ask the clock that dates are taken from, which may stand still while its processor does
     */
    boolean isSettled(Syscalls calls) {
        return changedNanos + MARGIN_NANOS < calls.coarseTime();
    }
}
