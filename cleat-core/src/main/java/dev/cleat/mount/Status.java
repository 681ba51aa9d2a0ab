package dev.cleat.mount;

import dev.cleat.vfs.VfsError;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** {@code mountstat3} (RFC 1813 §5.1.5). */
public enum Status {
    OK(0),
    PERM(1),
    NOENT(2),
    IO(5),
    ACCES(13),
    NOTDIR(20),
    INVAL(22),
    NAMETOOLONG(63),
    NOTSUPP(10004),
    SERVERFAULT(10006);

    private static final Status[] VALUES = values();

    private final int number;

    Status(int number) {
        this.number = number;
    }

    /** The status of the same name, or one that says nearly the same. */
    public static Status of(VfsError error) {
        return switch (error) {
            case PERM -> PERM;
            case NOENT, STALE, NXIO, NODEV -> NOENT;
            case ACCES, ROFS -> ACCES;
            case NOTDIR -> NOTDIR;
            case INVAL, BADHANDLE, BADTYPE, BAD_COOKIE, NOT_SYNC, TOOSMALL -> INVAL;
            case NAMETOOLONG -> NAMETOOLONG;
            case NOTSUPP -> NOTSUPP;
            case SERVERFAULT -> SERVERFAULT;
            case IO, EXIST, XDEV, ISDIR, FBIG, NOSPC, MLINK, NOTEMPTY, DQUOT, JUKEBOX, WOULD_BLOCK -> IO;
        };
    }

    /** What versions 1 and 2 say for it: the numbers of 4.2BSD, as NFS version 2 does. */
    public int errno() {
        return switch (this) {
            case NOTSUPP -> INVAL.number;
            case SERVERFAULT -> IO.number;
            case OK, PERM, NOENT, IO, ACCES, NOTDIR, INVAL, NAMETOOLONG -> number;
        };
    }

    static Status decode(XdrReader in) throws XdrException {
        int number = in.readInt();
        for (Status status : VALUES) {
            if (status.number == number) {
                return status;
            }
        }
        throw new XdrException("no mountstat3: " + number);
    }

    void encode(XdrWriter out) {
        out.writeInt(number);
    }

    @Override
    public String toString() {
        return this == OK ? "MNT3_OK" : "MNT3ERR_" + name();
    }
}
