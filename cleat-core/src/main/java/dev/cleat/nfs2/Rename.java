package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** RENAME: give an object another name, in the same directory or another (RFC 1094 §2.2.12). */
public record Rename(Opaque fromDirectory, Name from, Opaque toDirectory, Name to) implements Request<Status> {
    public static final Procedure<Rename, Status> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 11, "RENAME", Rename::decode, Status::decode);

    static Rename decode(XdrReader in) throws XdrException {
        return new Rename(Nfs2.readHandle(in), Nfs2.readName(in), Nfs2.readHandle(in), Nfs2.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, fromDirectory);
        Nfs2.writeName(out, from);
        Nfs2.writeHandle(out, toDirectory);
        Nfs2.writeName(out, to);
    }

    @Override
    public Procedure<Rename, Status> procedure() {
        return PROCEDURE;
    }
}
