package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** MKDIR: make a directory (RFC 1813 §3.3.9). */
public record MkDir(Opaque directory, Name name, SetAttributes attributes) implements Request<Created> {
    public static final Procedure<MkDir, Created> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 9, "MKDIR", MkDir::decode, Created::decode);

    static MkDir decode(XdrReader in) throws XdrException {
        return new MkDir(Nfs3.readHandle(in), Nfs3.readName(in), Sattr.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(directory);
        Nfs3.writeName(out, name);
        Sattr.encode(out, attributes);
    }

    @Override
    public Procedure<MkDir, Created> procedure() {
        return PROCEDURE;
    }
}
