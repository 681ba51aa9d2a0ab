package dev.cleat.rpc.bind;

import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** Whether a registration was made or removed: what SET and UNSET of every version answer (RFC 1833 §2.2.1, §3.2). */
public record Accepted(boolean accepted) implements XdrEncodable {
    static Accepted decode(XdrReader in) throws XdrException {
        return new Accepted(in.readBoolean());
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeBoolean(accepted);
    }
}
