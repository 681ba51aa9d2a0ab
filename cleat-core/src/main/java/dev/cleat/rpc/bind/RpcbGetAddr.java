package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * GETADDR: ask where a program version listens (RFC 1833 §2.2.1), and version 4's GETVERSADDR, which insists on the version
 * (RFC 1833 §2.2.2). Ours always does.
 */
public record RpcbGetAddr(Rpcb rpcb) implements Request<RpcbGetAddr.Result> {
    public static final Procedure<RpcbGetAddr, Result> PROCEDURE =
            Procedure.of(Bind.V3, 3, "GETADDR", RpcbGetAddr::decode, Result::decode, Trait.IDEMPOTENT);

    public static final Procedure<RpcbGetAddr, Result> OF_THIS_VERSION =
            Procedure.of(Bind.V4, 9, "GETVERSADDR", RpcbGetAddr::decode, Result::decode, Trait.IDEMPOTENT);

    static RpcbGetAddr decode(XdrReader in) throws XdrException {
        return new RpcbGetAddr(Rpcb.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        rpcb.encode(out);
    }

    @Override
    public Procedure<RpcbGetAddr, Result> procedure() {
        return PROCEDURE;
    }

    /**
     * @param address universal; empty where the program version is not registered
     */
    public record Result(String address) implements XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            return new Result(in.readString(Bind.TEXT_BYTES));
        }

        @Override
        public void encode(XdrWriter out) {
            out.writeString(address);
        }
    }
}
