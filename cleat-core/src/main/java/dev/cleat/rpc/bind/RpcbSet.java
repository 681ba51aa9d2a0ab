package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** SET: register a program version with its address, unless it has one (RFC 1833 §2.2.1). */
public record RpcbSet(Rpcb rpcb) implements Request<Accepted> {
    public static final Procedure<RpcbSet, Accepted> PROCEDURE =
            Procedure.of(Bind.V3, 1, "SET", RpcbSet::decode, Accepted::decode);

    static RpcbSet decode(XdrReader in) throws XdrException {
        return new RpcbSet(Rpcb.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        rpcb.encode(out);
    }

    @Override
    public Procedure<RpcbSet, Accepted> procedure() {
        return PROCEDURE;
    }
}
