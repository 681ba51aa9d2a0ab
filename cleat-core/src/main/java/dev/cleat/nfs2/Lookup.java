package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** LOOKUP: find the entry of a directory (RFC 1094 §2.2.5). */
public record Lookup(Opaque directory, Name name) implements Request<DirOpRes> {
    public static final Procedure<Lookup, DirOpRes> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 4, "LOOKUP", Lookup::decode, DirOpRes::decode, Trait.IDEMPOTENT);

    static Lookup decode(XdrReader in) throws XdrException {
        return new Lookup(Nfs2.readHandle(in), Nfs2.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, directory);
        Nfs2.writeName(out, name);
    }

    @Override
    public Procedure<Lookup, DirOpRes> procedure() {
        return PROCEDURE;
    }
}
