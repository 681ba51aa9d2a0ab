package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** SET: register a program version with its port, unless it has one (RFC 1833 §3.2). */
public record PmapSet(Mapping mapping) implements Request<Accepted> {
    public static final Procedure<PmapSet, Accepted> PROCEDURE =
            Procedure.of(Bind.V2, 1, "SET", PmapSet::decode, Accepted::decode);

    static PmapSet decode(XdrReader in) throws XdrException {
        return new PmapSet(Mapping.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        mapping.encode(out);
    }

    @Override
    public Procedure<PmapSet, Accepted> procedure() {
        return PROCEDURE;
    }
}
