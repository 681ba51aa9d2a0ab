package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** UNSET: forget a program version on one network, or on all where none is named (RFC 1833 §2.2.1). */
public record RpcbUnset(Rpcb rpcb) implements Request<Accepted> {
    public static final Procedure<RpcbUnset, Accepted> PROCEDURE =
            Procedure.of(Bind.V3, 2, "UNSET", RpcbUnset::decode, Accepted::decode);

    static RpcbUnset decode(XdrReader in) throws XdrException {
        return new RpcbUnset(Rpcb.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        rpcb.encode(out);
    }

    @Override
    public Procedure<RpcbUnset, Accepted> procedure() {
        return PROCEDURE;
    }
}
