package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** GETTIME: ask the server's clock (RFC 1833 §2.2.1). */
public record RpcbGetTime() implements Request<RpcbGetTime.Result> {
    public static final Procedure<RpcbGetTime, Result> PROCEDURE =
            Procedure.of(Bind.V3, 6, "GETTIME", RpcbGetTime::decode, Result::decode, Trait.IDEMPOTENT);

    static RpcbGetTime decode(XdrReader in) {
        return new RpcbGetTime();
    }

    @Override
    public void encode(XdrWriter out) {}

    @Override
    public Procedure<RpcbGetTime, Result> procedure() {
        return PROCEDURE;
    }

    /**
     * @param seconds since 1970, unsigned
     */
    public record Result(int seconds) implements XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            return new Result(in.readInt());
        }

        @Override
        public void encode(XdrWriter out) {
            out.writeInt(seconds);
        }
    }
}
