package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Attributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** GETATTR: the attributes of an object (RFC 1813 §3.3.1). */
public record GetAttr(Opaque object) implements Request<GetAttr.Result> {
    public static final Procedure<GetAttr, Result> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 1, "GETATTR", GetAttr::decode, Result::decode, Trait.IDEMPOTENT);

    static GetAttr decode(XdrReader in) throws XdrException {
        return new GetAttr(Nfs3.readHandle(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(object);
    }

    @Override
    public Procedure<GetAttr, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            return status == Status.OK ? new Ok(Fattr.decode(in)) : new Failed(status);
        }
    }

    public record Ok(Attributes attributes) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Fattr.encode(out, attributes);
        }
    }

    public record Failed(Status status) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
        }
    }
}
