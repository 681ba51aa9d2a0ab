package dev.cleat.nfs3;

import dev.cleat.vfs.VfsError;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** {@code nfsstat3} (RFC 1813 §2.6). */
public enum Status {
    OK(0),
    PERM(1),
    NOENT(2),
    IO(5),
    NXIO(6),
    ACCES(13),
    EXIST(17),
    XDEV(18),
    NODEV(19),
    NOTDIR(20),
    ISDIR(21),
    INVAL(22),
    FBIG(27),
    NOSPC(28),
    ROFS(30),
    MLINK(31),
    NAMETOOLONG(63),
    NOTEMPTY(66),
    DQUOT(69),
    STALE(70),
    REMOTE(71),
    BADHANDLE(10001),
    NOT_SYNC(10002),
    BAD_COOKIE(10003),
    NOTSUPP(10004),
    TOOSMALL(10005),
    SERVERFAULT(10006),
    BADTYPE(10007),
    JUKEBOX(10008);

    private static final Status[] VALUES = values();

    private final int number;

    Status(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The status of the same name. */
    public static Status of(VfsError error) {
        return switch (error) {
            case PERM -> PERM;
            case NOENT -> NOENT;
            case IO -> IO;
            case NXIO -> NXIO;
            case ACCES -> ACCES;
            case EXIST -> EXIST;
            case XDEV -> XDEV;
            case NODEV -> NODEV;
            case NOTDIR -> NOTDIR;
            case ISDIR -> ISDIR;
            case INVAL -> INVAL;
            case FBIG -> FBIG;
            case NOSPC -> NOSPC;
            case ROFS -> ROFS;
            case MLINK -> MLINK;
            case NAMETOOLONG -> NAMETOOLONG;
            case NOTEMPTY -> NOTEMPTY;
            case DQUOT -> DQUOT;
            case STALE -> STALE;
            case BADHANDLE -> BADHANDLE;
            case NOT_SYNC -> NOT_SYNC;
            case BAD_COOKIE -> BAD_COOKIE;
            case NOTSUPP -> NOTSUPP;
            case TOOSMALL -> TOOSMALL;
            case SERVERFAULT -> SERVERFAULT;
            case BADTYPE -> BADTYPE;
            case JUKEBOX, WOULD_BLOCK -> JUKEBOX;
        };
    }

    static Status decode(XdrReader in) throws XdrException {
        int number = in.readInt();
        for (Status status : VALUES) {
            if (status.number == number) {
                return status;
            }
        }
        throw new XdrException("no nfsstat3: " + number);
    }

    void encode(XdrWriter out) {
        out.writeInt(number);
    }

    @Override
    public String toString() {
        return this == OK ? "NFS3_OK" : "NFS3ERR_" + name();
    }
}
