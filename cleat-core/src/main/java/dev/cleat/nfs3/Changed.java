package dev.cleat.nfs3;

import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** What SETATTR, REMOVE and RMDIR answer (RFC 1813 §3.3.2, §3.3.12, §3.3.13): the object or directory before and after. */
public sealed interface Changed extends XdrEncodable {
    static Changed decode(XdrReader in) throws XdrException {
        Status status = Status.decode(in);
        Wcc object = Wcc.decode(in);
        return status == Status.OK ? new Ok(object) : new Failed(status, object);
    }

    record Ok(Wcc object) implements Changed {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            object.encode(out);
        }
    }

    record Failed(Status status, Wcc object) implements Changed {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
            object.encode(out);
        }
    }
}
