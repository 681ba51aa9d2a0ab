package dev.cleat.mount;

import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** UMNTALL: forget whatever the caller mounted (RFC 1813 §5.2.4); all versions have it. */
public record UmntAll() implements Request<Nothing> {
    public static final Procedure<UmntAll, Nothing> PROCEDURE =
            Procedure.of(Mount.V3, 4, "UMNTALL", UmntAll::decode, Nothing::decode, Trait.IDEMPOTENT);

    static UmntAll decode(XdrReader in) {
        return new UmntAll();
    }

    @Override
    public void encode(XdrWriter out) {}

    @Override
    public Procedure<UmntAll, Nothing> procedure() {
        return PROCEDURE;
    }
}
