package dev.cleat.rpc.bind;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** UNSET: forget a program version over every protocol; protocol and port are ignored (RFC 1833 §3.2). */
public record PmapUnset(Mapping mapping) implements Request<Accepted> {
    public static final Procedure<PmapUnset, Accepted> PROCEDURE =
            Procedure.of(Bind.V2, 2, "UNSET", PmapUnset::decode, Accepted::decode);

    static PmapUnset decode(XdrReader in) throws XdrException {
        return new PmapUnset(Mapping.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        mapping.encode(out);
    }

    @Override
    public Procedure<PmapUnset, Accepted> procedure() {
        return PROCEDURE;
    }
}
