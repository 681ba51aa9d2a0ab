package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * SYMLINK: make a symbolic link; its handle is not told (RFC 1094 §2.2.14).
 *
 * @param target kept as it is
 */
public record SymLink(Opaque directory, Name name, Name target, Sattr attributes) implements Request<Status> {
    public static final Procedure<SymLink, Status> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 13, "SYMLINK", SymLink::decode, Status::decode);

    static SymLink decode(XdrReader in) throws XdrException {
        return new SymLink(Nfs2.readHandle(in), Nfs2.readName(in), Nfs2.readPath(in), Sattr.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, directory);
        Nfs2.writeName(out, name);
        Nfs2.writeName(out, target);
        attributes.encode(out);
    }

    @Override
    public Procedure<SymLink, Status> procedure() {
        return PROCEDURE;
    }
}
