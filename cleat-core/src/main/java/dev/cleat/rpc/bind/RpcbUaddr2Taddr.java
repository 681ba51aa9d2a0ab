package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** UADDR2TADDR: turn a universal address into the machine's own format (RFC 1833 §2.2.1). */
public record RpcbUaddr2Taddr(String address) implements Request<Netbuf> {
    public static final Procedure<RpcbUaddr2Taddr, Netbuf> PROCEDURE =
            Procedure.of(Bind.V3, 7, "UADDR2TADDR", RpcbUaddr2Taddr::decode, Netbuf::decode, Trait.IDEMPOTENT);

    static RpcbUaddr2Taddr decode(XdrReader in) throws XdrException {
        return new RpcbUaddr2Taddr(in.readString(Bind.TEXT_BYTES));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeString(address);
    }

    @Override
    public Procedure<RpcbUaddr2Taddr, Netbuf> procedure() {
        return PROCEDURE;
    }
}
