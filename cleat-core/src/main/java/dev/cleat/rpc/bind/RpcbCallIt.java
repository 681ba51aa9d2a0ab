package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * CALLIT, which version 4 calls BCAST: call a procedure of a program on this machine without knowing its address (RFC 1833
 * §2.2.1). It is answered only if the call succeeds; version 4's INDIRECT is answered in any case (§2.2.2).
 *
 * @param number of the procedure
 * @param arguments in XDR
 */
public record RpcbCallIt(int program, int version, int number, Opaque arguments) implements Request<RpcbCallIt.Result> {
    public static final Procedure<RpcbCallIt, Result> PROCEDURE =
            Procedure.of(Bind.V3, 5, "CALLIT", RpcbCallIt::decode, Result::decode);

    public static final Procedure<RpcbCallIt, Result> BROADCAST =
            Procedure.of(Bind.V4, 5, "BCAST", RpcbCallIt::decode, Result::decode);

    public static final Procedure<RpcbCallIt, Result> INDIRECT =
            Procedure.of(Bind.V4, 10, "INDIRECT", RpcbCallIt::decode, Result::decode);

    static RpcbCallIt decode(XdrReader in) throws XdrException {
        return new RpcbCallIt(in.readInt(), in.readInt(), in.readInt(), in.readOpaque(in.remaining()));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeInt(program);
        out.writeInt(version);
        out.writeInt(number);
        out.writeOpaque(arguments);
    }

    @Override
    public Procedure<RpcbCallIt, Result> procedure() {
        return PROCEDURE;
    }

    /**
     * @param address where the program listens, universal
     * @param results in XDR
     */
    public record Result(String address, Opaque results) implements XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            return new Result(in.readString(Bind.TEXT_BYTES), in.readOpaque(in.remaining()));
        }

        @Override
        public void encode(XdrWriter out) {
            out.writeString(address);
            out.writeOpaque(results);
        }
    }
}
