package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** LINK: give an object a further name (RFC 1094 §2.2.13). */
public record Link(Opaque file, Opaque directory, Name name) implements Request<Status> {
    public static final Procedure<Link, Status> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 12, "LINK", Link::decode, Status::decode);

    static Link decode(XdrReader in) throws XdrException {
        return new Link(Nfs2.readHandle(in), Nfs2.readHandle(in), Nfs2.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, file);
        Nfs2.writeHandle(out, directory);
        Nfs2.writeName(out, name);
    }

    @Override
    public Procedure<Link, Status> procedure() {
        return PROCEDURE;
    }
}
