package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** SETATTR: change attributes (RFC 1094 §2.2.3). */
public record SetAttr(Opaque file, Sattr changes) implements Request<AttrStat> {
    public static final Procedure<SetAttr, AttrStat> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 2, "SETATTR", SetAttr::decode, AttrStat::decode);

    static SetAttr decode(XdrReader in) throws XdrException {
        return new SetAttr(Nfs2.readHandle(in), Sattr.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, file);
        changes.encode(out);
    }

    @Override
    public Procedure<SetAttr, AttrStat> procedure() {
        return PROCEDURE;
    }
}
