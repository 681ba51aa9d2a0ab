package dev.cleat.mount;

import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** NULL: nothing, to see whether the server is there (RFC 1813 §5.2.0); all versions have it. */
public record Null() implements Request<Nothing> {
    public static final Procedure<Null, Nothing> PROCEDURE =
            Procedure.of(Mount.V3, 0, "NULL", Null::decode, Nothing::decode, Trait.IDEMPOTENT);

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
