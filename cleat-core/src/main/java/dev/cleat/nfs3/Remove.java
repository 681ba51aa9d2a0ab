package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/** REMOVE: remove a name of anything but a directory (RFC 1813 §3.3.12). The answer tells of the directory that held it. */
public record Remove(Opaque directory, Name name) implements Request<Changed> {
    public static final Procedure<Remove, Changed> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 12, "REMOVE", Remove::decode, Changed::decode);

    static Remove decode(XdrReader in) throws XdrException {
        return new Remove(Nfs3.readHandle(in), Nfs3.readName(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(directory);
        Nfs3.writeName(out, name);
    }

    @Override
    public Procedure<Remove, Changed> procedure() {
        return PROCEDURE;
    }
}
