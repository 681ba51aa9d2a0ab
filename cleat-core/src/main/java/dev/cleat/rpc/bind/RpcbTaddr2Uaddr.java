package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** TADDR2UADDR: turn an address in the machine's own format into a universal one (RFC 1833 §2.2.1). */
public record RpcbTaddr2Uaddr(Netbuf address) implements Request<RpcbGetAddr.Result> {
    public static final Procedure<RpcbTaddr2Uaddr, RpcbGetAddr.Result> PROCEDURE = Procedure.of(
            Bind.V3, 8, "TADDR2UADDR", RpcbTaddr2Uaddr::decode, RpcbGetAddr.Result::decode, Trait.IDEMPOTENT);

    static RpcbTaddr2Uaddr decode(XdrReader in) throws XdrException {
        return new RpcbTaddr2Uaddr(Netbuf.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        address.encode(out);
    }

    @Override
    public Procedure<RpcbTaddr2Uaddr, RpcbGetAddr.Result> procedure() {
        return PROCEDURE;
    }
}
