package dev.cleat.nfs2;

import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** NULL: nothing, to see whether the server is there (RFC 1094 §2.2.1). */
public record Null() implements Request<Nothing> {
    public static final Procedure<Null, Nothing> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 0, "NULL", Null::decode, Nothing::decode, Trait.IDEMPOTENT);

    static Null decode(XdrReader in) {
        return new Null();
    }

    @Override
    public void encode(XdrWriter out) {}

    @Override
    public Procedure<Null, Nothing> procedure() {
        return PROCEDURE;
    }
}
