package dev.cleat.client;

import dev.cleat.nfs3.Status;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;

/** What a server's refusals are called here. */
final class NfsFailure {
    private NfsFailure() {}

    /**
     * @param what was asked for, for the one who asked
     */
    static VfsException of(Status status, Object what) {
        return new VfsException(errorOf(status), what.toString());
    }

    /** An answer that the protocol's grammar allows and its text does not. */
    static VfsException nonsense(String what) {
        return new VfsException(VfsError.IO, "the server answers nonsense: " + what);
    }

    static VfsError errorOf(Status status) {
        return switch (status) {
            case PERM -> VfsError.PERM;
            case NOENT -> VfsError.NOENT;
            case NXIO -> VfsError.NXIO;
            case ACCES -> VfsError.ACCES;
            case EXIST -> VfsError.EXIST;
            case XDEV -> VfsError.XDEV;
            case NODEV -> VfsError.NODEV;
            case NOTDIR -> VfsError.NOTDIR;
            case ISDIR -> VfsError.ISDIR;
            case INVAL -> VfsError.INVAL;
            case FBIG -> VfsError.FBIG;
            case NOSPC -> VfsError.NOSPC;
            case ROFS -> VfsError.ROFS;
            case MLINK -> VfsError.MLINK;
            case NAMETOOLONG -> VfsError.NAMETOOLONG;
            case NOTEMPTY -> VfsError.NOTEMPTY;
            case DQUOT -> VfsError.DQUOT;
            case STALE -> VfsError.STALE;
            case BADHANDLE -> VfsError.BADHANDLE;
            case NOT_SYNC -> VfsError.NOT_SYNC;
            case BAD_COOKIE -> VfsError.BAD_COOKIE;
            case NOTSUPP -> VfsError.NOTSUPP;
            case TOOSMALL -> VfsError.TOOSMALL;
            case SERVERFAULT -> VfsError.SERVERFAULT;
            case BADTYPE -> VfsError.BADTYPE;
            case JUKEBOX -> VfsError.JUKEBOX;
            case OK, IO, REMOTE -> VfsError.IO;
        };
    }

    static VfsError errorOf(dev.cleat.mount.Status status) {
        return switch (status) {
            case PERM -> VfsError.PERM;
            case NOENT -> VfsError.NOENT;
            case ACCES -> VfsError.ACCES;
            case NOTDIR -> VfsError.NOTDIR;
            case INVAL -> VfsError.INVAL;
            case NAMETOOLONG -> VfsError.NAMETOOLONG;
            case NOTSUPP -> VfsError.NOTSUPP;
            case SERVERFAULT -> VfsError.SERVERFAULT;
            case OK, IO -> VfsError.IO;
        };
    }
}
