package dev.cleat.mount;

import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** UMNT: forget that the caller mounted this path (RFC 1813 §5.2.3); all versions have it. */
public record Umnt(Name path) implements Request<Nothing> {
    public static final Procedure<Umnt, Nothing> PROCEDURE =
            Procedure.of(Mount.V3, 3, "UMNT", Umnt::decode, Nothing::decode, Trait.IDEMPOTENT);

    static Umnt decode(XdrReader in) throws XdrException {
        return new Umnt(Mount.readPath(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Mount.writePath(out, path);
    }

    @Override
    public Procedure<Umnt, Nothing> procedure() {
        return PROCEDURE;
    }
}
