package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** GETPORT: ask where a program version listens; the mapping's port is ignored (RFC 1833 §3.2). */
public record PmapGetPort(Mapping mapping) implements Request<PmapGetPort.Result> {
    public static final Procedure<PmapGetPort, Result> PROCEDURE =
            Procedure.of(Bind.V2, 3, "GETPORT", PmapGetPort::decode, Result::decode, Trait.IDEMPOTENT);

    static PmapGetPort decode(XdrReader in) throws XdrException {
        return new PmapGetPort(Mapping.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        mapping.encode(out);
    }

    @Override
    public Procedure<PmapGetPort, Result> procedure() {
        return PROCEDURE;
    }

    /**
     * @param port 0 where the program version is not registered
     */
    public record Result(int port) implements XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            return new Result(in.readInt());
        }

        @Override
        public void encode(XdrWriter out) {
            out.writeInt(port);
        }
    }
}
