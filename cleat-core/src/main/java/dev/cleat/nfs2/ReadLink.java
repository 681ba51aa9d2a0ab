package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.Trait;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** READLINK: the target of a symbolic link (RFC 1094 §2.2.6). */
public record ReadLink(Opaque link) implements Request<ReadLink.Result> {
    public static final Procedure<ReadLink, Result> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 5, "READLINK", ReadLink::decode, Result::decode, Trait.IDEMPOTENT);

    static ReadLink decode(XdrReader in) throws XdrException {
        return new ReadLink(Nfs2.readHandle(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, link);
    }

    @Override
    public Procedure<ReadLink, Result> procedure() {
        return PROCEDURE;
    }

    public sealed interface Result extends XdrEncodable {
        static Result decode(XdrReader in) throws XdrException {
            Status status = Status.decode(in);
            return status == Status.OK ? new Ok(Nfs2.readPath(in)) : new Failed(status);
        }
    }

    public record Ok(Name target) implements Result {
        @Override
        public void encode(XdrWriter out) {
            Status.OK.encode(out);
            Nfs2.writeName(out, target);
        }
    }

    public record Failed(Status status) implements Result {
        @Override
        public void encode(XdrWriter out) {
            status.encode(out);
        }
    }
}
