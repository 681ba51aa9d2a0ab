package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** GETATTR: the attributes of a file (RFC 1094 §2.2.2). */
public record GetAttr(Opaque file) implements Request<AttrStat> {
    public static final Procedure<GetAttr, AttrStat> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 1, "GETATTR", GetAttr::decode, AttrStat::decode, Trait.IDEMPOTENT);

    static GetAttr decode(XdrReader in) throws XdrException {
        return new GetAttr(Nfs2.readHandle(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, file);
    }

    @Override
    public Procedure<GetAttr, AttrStat> procedure() {
        return PROCEDURE;
    }
}
