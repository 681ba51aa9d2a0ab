package dev.cleat.nfs3;

import dev.cleat.vfs.Attributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/** What CREATE, MKDIR, SYMLINK and MKNOD answer (RFC 1813 §3.3.8 to §3.3.11): the new object, and its directory before and after. */
public sealed interface Created extends XdrEncodable {
    static Created decode(XdrReader in) throws XdrException {
        Status status = Status.decode(in);
        return status == Status.OK
                ? new Ok(Nfs3.readOptionalHandle(in), Fattr.decodeOptional(in), Wcc.decode(in))
                : new Failed(status, Wcc.decode(in));
    }

    /**
     * @param object null where a client has to ask LOOKUP
     */
    record Ok(@Nullable Opaque object, @Nullable Attributes attributes, Wcc directory) implements Created {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Nfs3.writeOptionalHandle(out, object);
            Fattr.encodeOptional(out, attributes);
            directory.encode(out);
        }
    }

    record Failed(Status status, Wcc directory) implements Created {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
            directory.encode(out);
        }
    }
}
