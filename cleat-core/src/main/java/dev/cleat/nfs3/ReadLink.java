package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/** READLINK: the target of a symbolic link (RFC 1813 §3.3.5). */
public record ReadLink(Opaque link) implements Request<ReadLink.Result> {
    public static final Procedure<ReadLink, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 5, "READLINK", ReadLink::decode, Result::decode, Trait.IDEMPOTENT);

    static ReadLink decode(XdrReader in) throws XdrException {
        return new ReadLink(Nfs3.readHandle(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(link);
    }

    @Override
    public Procedure<ReadLink, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            Attributes attributes = Fattr.decodeOptional(in);
            return status == Status.OK ? new Ok(attributes, Nfs3.readName(in)) : new Failed(status, attributes);
        }
    }

    public record Ok(@Nullable Attributes attributes, Name target) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Fattr.encodeOptional(out, attributes);
            Nfs3.writeName(out, target);
        }
    }

    public record Failed(Status status, @Nullable Attributes attributes) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
            Fattr.encodeOptional(out, attributes);
        }
    }
}
