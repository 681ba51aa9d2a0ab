package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** REMOVE: remove a name of anything but a directory (RFC 1094 §2.2.11). */
public record Remove(Opaque directory, Name name) implements Request<Status> {
    public static final Procedure<Remove, Status> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 10, "REMOVE", Remove::decode, Status::decode);

    static Remove decode(XdrReader in) throws XdrException {
        return new Remove(Nfs2.readHandle(in), Nfs2.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, directory);
        Nfs2.writeName(out, name);
    }

    @Override
    public Procedure<Remove, Status> procedure() {
        return PROCEDURE;
    }
}
