package dev.cleat.nfs2;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** CREATE: make a regular file, or empty the one that is there; devices and FIFOs too, by custom (RFC 1094 §2.2.10). */
public record Create(Opaque directory, Name name, Sattr attributes) implements Request<DirOpRes> {
    public static final Procedure<Create, DirOpRes> PROCEDURE =
            Procedure.of(Nfs2.VERSION, 9, "CREATE", Create::decode, DirOpRes::decode);

    static Create decode(XdrReader in) throws XdrException {
        return new Create(Nfs2.readHandle(in), Nfs2.readName(in), Sattr.decode(in));
    }

    @Override
    public void encode(XdrWriter out) {
        Nfs2.writeHandle(out, directory);
        Nfs2.writeName(out, name);
        attributes.encode(out);
    }

    @Override
    public Procedure<Create, DirOpRes> procedure() {
        return PROCEDURE;
    }
}
