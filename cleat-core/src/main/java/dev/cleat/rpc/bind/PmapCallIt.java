package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * CALLIT: call a procedure of a program on this machine without knowing its port (RFC 1833 §3.2). It is answered only if the
 * call succeeds, so that a broadcast is heard of those alone who have the program.
 *
 * @param number of the procedure
 * @param arguments in XDR
 */
public record PmapCallIt(int program, int version, int number, Opaque arguments) implements Request<PmapCallIt.Result> {
    public static final Procedure<PmapCallIt, Result> PROCEDURE =
            Procedure.of(Bind.V2, 5, "CALLIT", PmapCallIt::decode, Result::decode);

    static PmapCallIt decode(XdrReader in) throws XdrException {
        return new PmapCallIt(in.readInt(), in.readInt(), in.readInt(), in.readOpaque(in.remaining()));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeInt(program);
        out.writeInt(version);
        out.writeInt(number);
        out.writeOpaque(arguments);
    }

    @Override
    public Procedure<PmapCallIt, Result> procedure() {
        return PROCEDURE;
    }

    /**
     * @param port where the program listens
     * @param results in XDR
     */
    public record Result(int port, Opaque results) implements XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            return new Result(in.readInt(), in.readOpaque(in.remaining()));
        }

        @Override
        public void encode(XdrWriter out) {
            out.writeInt(port);
            out.writeOpaque(results);
        }
    }
}
