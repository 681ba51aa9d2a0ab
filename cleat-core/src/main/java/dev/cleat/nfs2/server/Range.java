package dev.cleat.nfs2.server;

import dev.cleat.nfs2.Nfs2;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;

/** The part of a file that this version reaches. */
final class Range {
    private Range() {}

    /**
     * @param offset in bytes, not negative
     * @param length in bytes
     * @throws VfsException {@link VfsError#FBIG} where the bytes are not all within {@link Nfs2#MAX_SIZE}
     */
    static void check(long offset, int length) throws VfsException {
        if (offset + length > Nfs2.MAX_SIZE) {
            throw new VfsException(VfsError.FBIG);
        }
    }
}
