package dev.cleat.nfs2;

import dev.cleat.vfs.FileType;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** {@code ftype} (RFC 1094 §2.3.2), and sockets, which clients know although the RFC does not. */
public enum Ftype {
    NON(0),
    REG(1),
    DIR(2),
    BLK(3),
    CHR(4),
    LNK(5),
    SOCK(6);

    private static final Ftype[] VALUES = values();

    private final int number;

    Ftype(int number) {
        this.number = number;
    }

    /** A FIFO, which has no type here, is a character device: see {@link Fattr#FIFO_RDEV}. */
    static Ftype of(FileType type) {
        return switch (type) {
            case REGULAR -> REG;
            case DIRECTORY -> DIR;
            case SYMBOLIC_LINK -> LNK;
            case BLOCK_DEVICE -> BLK;
            case CHARACTER_DEVICE, FIFO -> CHR;
            case SOCKET -> SOCK;
        };
    }

    static Ftype decode(XdrReader in) throws XdrException {
        int number = in.readInt();
        for (Ftype type : VALUES) {
            if (type.number == number) {
                return type;
            }
        }
        throw new XdrException("no ftype: " + number);
    }

    void encode(XdrWriter out) {
        out.writeInt(number);
    }
}
