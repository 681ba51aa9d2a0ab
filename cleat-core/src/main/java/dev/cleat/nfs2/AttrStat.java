package dev.cleat.nfs2;

import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** {@code attrstat}: what GETATTR, SETATTR and WRITE answer (RFC 1094 §2.3.9). */
public sealed interface AttrStat extends XdrEncodable {
    static AttrStat decode(XdrReader in) throws XdrException {
        Status status = Status.decode(in);
        return status == Status.OK ? new Ok(Fattr.decode(in)) : new Failed(status);
    }

    record Ok(Fattr attributes) implements AttrStat {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            attributes.encode(out);
        }
    }

    record Failed(Status status) implements AttrStat {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
        }
    }
}
