package dev.cleat.linux;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;

/** The error numbers of Linux, and what a client is told for each. */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int EXDEV = 18;
    static final int ENODEV = 19;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ETXTBSY = 26;
    static final int EFBIG = 27;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int EMLINK = 31;
    static final int ENAMETOOLONG = 36;
    static final int ENOSYS = 38;
    static final int ENOTEMPTY = 39;
    static final int ELOOP = 40;
    static final int ENODATA = 61;
    static final int EOVERFLOW = 75;
    static final int EOPNOTSUPP = 95;
    static final int ETIMEDOUT = 110;
    static final int ESTALE = 116;
    static final int EDQUOT = 122;

    private Errno() {}

    /**
     * Passes on what a system call answered, or throws.
     *
     * @param result not negative, or the negated error number
     */
    static long check(long result) throws VfsException {
        if (result < 0) {
            throw failure(result);
        }
        return result;
    }

    static int check(int result) throws VfsException {
        if (result < 0) {
            throw failure(result);
        }
        return result;
    }

    /** The exception for a negated error number. */
    static VfsException failure(long result) {
        return new VfsException(error((int) -result), "errno " + -result);
    }

    static VfsError error(int errno) {
        return switch (errno) {
            case EPERM -> VfsError.PERM;
            case ENOENT -> VfsError.NOENT;
            case ENXIO -> VfsError.NXIO;
            case EACCES -> VfsError.ACCES;
            // Nothing that passes by itself in a moment: a mount point cannot be removed, a running program not
            // written.
            case EBUSY, ETXTBSY -> VfsError.ACCES;
            case EEXIST -> VfsError.EXIST;
            case EXDEV -> VfsError.XDEV;
            case ENODEV -> VfsError.NODEV;
            case ENOTDIR -> VfsError.NOTDIR;
            case EISDIR -> VfsError.ISDIR;
            case EINVAL, ELOOP -> VfsError.INVAL;
            case EFBIG, EOVERFLOW -> VfsError.FBIG;
            case ENOSPC -> VfsError.NOSPC;
            case EROFS -> VfsError.ROFS;
            case EMLINK -> VfsError.MLINK;
            case ENAMETOOLONG -> VfsError.NAMETOOLONG;
            case ENOTEMPTY -> VfsError.NOTEMPTY;
            case ENOSYS, EOPNOTSUPP -> VfsError.NOTSUPP;
            case ESTALE -> VfsError.STALE;
            case EDQUOT -> VfsError.DQUOT;
            case EINTR, EAGAIN, ENOMEM, ENFILE, EMFILE, ETIMEDOUT -> VfsError.JUKEBOX;
            default -> VfsError.IO;
        };
    }
}
