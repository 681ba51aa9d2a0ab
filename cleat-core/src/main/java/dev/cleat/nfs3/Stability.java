package dev.cleat.nfs3;

import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** {@code stable_how}: how safe written data must be, or is, when WRITE answers (RFC 1813 §3.3.7). */
public enum Stability {
    /** In memory: a later COMMIT makes it safe. */
    UNSTABLE,
    /** The data on the medium, with what is needed to find it. */
    DATA_SYNC,
    /** The data and all attributes on the medium. */
    FILE_SYNC;

    static Stability decode(XdrReader in) throws XdrException {
        int number = in.readInt();
        return switch (number) {
            case 0 -> UNSTABLE;
            case 1 -> DATA_SYNC;
            case 2 -> FILE_SYNC;
            default -> throw new XdrException("no stable_how: " + number);
        };
    }

    void encode(XdrWriter out) {
        out.writeInt(
                switch (this) {
                    case UNSTABLE -> 0;
                    case DATA_SYNC -> 1;
                    case FILE_SYNC -> 2;
                });
    }
}
