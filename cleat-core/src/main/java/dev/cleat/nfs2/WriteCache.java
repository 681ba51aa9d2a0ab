package dev.cleat.nfs2;

import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** WRITECACHE: nothing, for a version that never came (RFC 1094 §2.2.8). */
public record WriteCache() implements Request<Nothing> {
    public static final Procedure<WriteCache, Nothing> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 7, "WRITECACHE", WriteCache::decode, Nothing::decode, Trait.IDEMPOTENT);

    static WriteCache decode(XdrReader in) {
        return new WriteCache();
    }

    @Override
    public void encode(XdrWriter out) {}

    @Override
    public Procedure<WriteCache, Nothing> procedure() {
        return PROCEDURE;
    }
}
