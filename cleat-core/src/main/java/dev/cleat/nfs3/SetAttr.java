package dev.cleat.nfs3;

import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * SETATTR: change attributes (RFC 1813 §3.3.2).
 *
 * @param guard the time of the object's last change as the caller knows it: only if it is still that, anything is done; null
 *     where the caller does not mind
 */
public record SetAttr(
        Opaque object, SetAttributes changes, @Nullable Instant guard) implements Request<Changed> {
    public static final Procedure<SetAttr, Changed> PROCEDURE =
            Procedure.of(Nfs3.VERSION, 2, "SETATTR", SetAttr::decode, Changed::decode);

    static SetAttr decode(XdrReader in) throws XdrException {
        return new SetAttr(Nfs3.readHandle(in), Sattr.decode(in), in.readBoolean() ? Fattr.decodeTime(in) : null);
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeOpaque(object);
        Sattr.encode(out, changes);
        out.writeBoolean(guard != null);
        if (guard != null) {
            Fattr.encodeTime(out, guard);
        }
    }

    @Override
    public Procedure<SetAttr, Changed> procedure() {
        return PROCEDURE;
    }
}
