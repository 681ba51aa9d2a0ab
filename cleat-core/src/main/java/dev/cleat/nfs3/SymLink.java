package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * SYMLINK: make a symbolic link (RFC 1813 §3.3.10).
 *
 * @param target kept as it is
 */
public record SymLink(Opaque directory, Name name, SetAttributes attributes, Name target) implements Request<Created> {
    public static final Procedure<SymLink, Created> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 10, "SYMLINK", SymLink::decode, Created::decode);

    static SymLink decode(XdrReader in) throws XdrException {
        return new SymLink(Nfs3.readHandle(in), Nfs3.readName(in), Sattr.decode(in), Nfs3.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(directory);
        Nfs3.writeName(out, name);
        Sattr.encode(out, attributes);
        Nfs3.writeName(out, target);
    }

    @Override
    public Procedure<SymLink, Created> procedure() {
        return PROCEDURE;
    }
}
