package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** RMDIR: remove an empty directory (RFC 1094 §2.2.16). */
public record RmDir(Opaque directory, Name name) implements Request<Status> {
    public static final Procedure<RmDir, Status> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 15, "RMDIR", RmDir::decode, Status::decode);

    static RmDir decode(XdrReader in) throws XdrException {
        return new RmDir(Nfs2.readHandle(in), Nfs2.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, directory);
        Nfs2.writeName(out, name);
    }

    @Override
    public Procedure<RmDir, Status> procedure() {
        return PROCEDURE;
    }
}
