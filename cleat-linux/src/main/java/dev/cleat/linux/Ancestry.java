package dev.cleat.linux;

/** Tells whether a directory is still below the root: others on the host may have moved it out. */
final class Ancestry {
    private static final int DEEPEST = 4096;

    private final int rootMount;
    private final long rootInode;

    /**
     * @param root what was just read of the root
     */
    Ancestry(Statx root) {
        rootMount = root.mount();
        rootInode = root.inode();
    }

    /** Whether the way up from this directory meets the root. */
    boolean isInside(Syscalls calls, int directory) {
        Statx stat = calls.scratch.stat;
        int at = directory;
        try {
            for (int depth = 0; depth < DEEPEST && calls.stat(at) == 0; depth++) {
                if (stat.mount() == rootMount && stat.inode() == rootInode) {
                    return true;
                }
                int mount = stat.mount();
                long inode = stat.inode();
                int above = calls.openParent(at);
                if (above < 0) {
                    return false;
                }
                if (at != directory) {
                    calls.close(at);
                }
                at = above;
                boolean highest = calls.stat(at) < 0 || (stat.mount() == mount && stat.inode() == inode);
                if (highest) {
                    return false;
                }
            }
            return false;
        } finally {
            if (at != directory) {
                calls.close(at);
            }
        }
    }
}
