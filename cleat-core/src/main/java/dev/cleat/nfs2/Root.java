package dev.cleat.nfs2;

import dev.cleat.rpc.Nothing;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** ROOT: nothing any more; MOUNT gives the first handle (RFC 1094 §2.2.4). */
public record Root() implements Request<Nothing> {
    public static final Procedure<Root, Nothing> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 3, "ROOT", Root::decode, Nothing::decode, Trait.IDEMPOTENT);

    static Root decode(XdrReader in) {
        return new Root();
    }

    @Override
    public void encode(XdrWriter out) {}

    @Override
    public Procedure<Root, Nothing> procedure() {
        return PROCEDURE;
    }
}
