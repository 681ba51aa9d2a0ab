package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/** LINK: give an object a further name (RFC 1813 §3.3.15). */
public record Link(Opaque file, Opaque directory, Name name) implements Request<Link.Result> {
    public static final Procedure<Link, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 15, "LINK", Link::decode, Result::decode);

    static Link decode(XdrReader in) throws XdrException {
        return new Link(Nfs3.readHandle(in), Nfs3.readHandle(in), Nfs3.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(file);
        out.writeOpaque(directory);
        Nfs3.writeName(out, name);
    }

    @Override
    public Procedure<Link, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            Attributes file = Fattr.decodeOptional(in);
            Wcc directory = Wcc.decode(in);
            return status == Status.OK ? new Ok(file, directory) : new Failed(status, file, directory);
        }
    }

    public record Ok(@Nullable Attributes file, Wcc directory) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Fattr.encodeOptional(out, file);
            directory.encode(out);
        }
    }

    public record Failed(Status status, @Nullable Attributes file, Wcc directory) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
            Fattr.encodeOptional(out, file);
            directory.encode(out);
        }
    }
}
