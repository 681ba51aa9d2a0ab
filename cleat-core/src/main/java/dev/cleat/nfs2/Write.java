package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;

/**
 * WRITE: write to a file, safely before the answer (RFC 1094 §2.2.9).
 *
 * <p>Not idempotent: one that is repeated late would overwrite what was written since.
 *
 * @param offset in bytes, unsigned
 * @param data its remaining bytes, at most {@link Nfs2#DATA_BYTES}; a view of the message and valid as long as that
 */
public record Write(Opaque file, int offset, ByteBuffer data) implements Request<AttrStat> {
    public static final Procedure<Write, AttrStat> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 8, "WRITE", Write::decode, AttrStat::decode, Trait.BULK_CALL);

    static Write decode(XdrReader in) throws XdrException {
        Opaque file = Nfs2.readHandle(in);
        in.readInt(); // the "begin offset" and the "total count", which nobody uses
        int offset = in.readInt();
        in.readInt();
        return new Write(file, offset, in.readLast(Nfs2.DATA_BYTES));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, file);
        out.writeInt(0);
        out.writeInt(offset);
        out.writeInt(0);
        out.writeOpaque(data);
    }

    @Override
    public Procedure<Write, AttrStat> procedure() {
        return PROCEDURE;
    }
}
