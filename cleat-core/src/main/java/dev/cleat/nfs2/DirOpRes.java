package dev.cleat.nfs2;

import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** {@code diropres}: what LOOKUP, CREATE and MKDIR answer (RFC 1094 §2.3.11). */
public sealed interface DirOpRes extends XdrEncodable {
    static DirOpRes decode(XdrReader in) throws XdrException {
        Status status = Status.decode(in);
        return status == Status.OK ? new Ok(Nfs2.readHandle(in), Fattr.decode(in)) : new Failed(status);
    }

    record Ok(Opaque file, Fattr attributes) implements DirOpRes {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Nfs2.writeHandle(out, file);
            attributes.encode(out);
        }
    }

    record Failed(Status status) implements DirOpRes {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
        }
    }
}
