package dev.cleat.nfs2;

import dev.cleat.vfs.VfsError;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** {@code stat} (RFC 1094 §2.3.1); several procedures answer nothing else. */
public enum Status implements XdrEncodable {
    OK(0),
    PERM(1),
    NOENT(2),
    IO(5),
    NXIO(6),
    ACCES(13),
    EXIST(17),
    NODEV(19),
    NOTDIR(20),
    ISDIR(21),
    FBIG(27),
    NOSPC(28),
    ROFS(30),
    NAMETOOLONG(63),
    NOTEMPTY(66),
    DQUOT(69),
    STALE(70),
    WFLUSH(99);

    private static final Status[] VALUES = values();

    private final int number;

    Status(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** The status of the same name; {@link #IO} for what this version has no word for. */
    public static Status of(VfsError error) {
        return switch (error) {
            case PERM -> PERM;
            case NOENT -> NOENT;
            case IO -> IO;
            case NXIO -> NXIO;
            case ACCES -> ACCES;
            case EXIST -> EXIST;
            case NODEV -> NODEV;
            case NOTDIR -> NOTDIR;
            case ISDIR -> ISDIR;
            case FBIG -> FBIG;
            case NOSPC -> NOSPC;
            case ROFS -> ROFS;
            case NAMETOOLONG -> NAMETOOLONG;
            case NOTEMPTY -> NOTEMPTY;
            case DQUOT -> DQUOT;
            // A handle that is invalid in any way is stale here.
            case STALE, BADHANDLE -> STALE;
            case XDEV,
                    INVAL,
                    MLINK,
                    NOT_SYNC,
                    BAD_COOKIE,
                    NOTSUPP,
                    TOOSMALL,
                    SERVERFAULT,
                    BADTYPE,
                    JUKEBOX,
                    WOULD_BLOCK -> IO;
        };
    }

    static Status decode(XdrReader in) throws XdrException {
        int number = in.readInt();
        for (Status status : VALUES) {
            if (status.number == number) {
                return status;
            }
        }
        throw new XdrException("no stat: " + number);
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeInt(number);
    }

    @Override
    public String toString() {
        return this == OK ? "NFS_OK" : "NFSERR_" + name();
    }
}
