package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** MKDIR: make a directory (RFC 1094 §2.2.15). */
public record MkDir(Opaque directory, Name name, Sattr attributes) implements Request<DirOpRes> {
    public static final Procedure<MkDir, DirOpRes> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 14, "MKDIR", MkDir::decode, DirOpRes::decode);

    static MkDir decode(XdrReader in) throws XdrException {
        return new MkDir(Nfs2.readHandle(in), Nfs2.readName(in), Sattr.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, directory);
        Nfs2.writeName(out, name);
        attributes.encode(out);
    }

    @Override
    public Procedure<MkDir, DirOpRes> procedure() {
        return PROCEDURE;
    }
}
