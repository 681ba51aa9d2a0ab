package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** RMDIR: remove an empty directory (RFC 1813 §3.3.13). The answer tells of the directory that held it. */
public record RmDir(Opaque directory, Name name) implements Request<Changed> {
    public static final Procedure<RmDir, Changed> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 13, "RMDIR", RmDir::decode, Changed::decode);

    static RmDir decode(XdrReader in) throws XdrException {
        return new RmDir(Nfs3.readHandle(in), Nfs3.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(directory);
        Nfs3.writeName(out, name);
    }

    @Override
    public Procedure<RmDir, Changed> procedure() {
        return PROCEDURE;
    }
}
