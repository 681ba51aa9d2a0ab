package dev.cleat.nfs3;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Stamp;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code wcc_data} (RFC 1813 §2.6): by the attributes before and after a change, a client sees whether it was the only one
 * who changed something, and keeps its cache if so.
 *
 * @param before null where nobody can tell
 * @param after null where they could not be read
 */
public record Wcc(@Nullable Stamp before, @Nullable Attributes after) implements XdrEncodable {
    /** Nothing is known. */
    public static final Wcc UNKNOWN = new Wcc(null, null);

    static Wcc decode(XdrReader in) throws XdrException {
        Stamp before = in.readBoolean() ? new Stamp(in.readLong(), Fattr.decodeTime(in), Fattr.decodeTime(in)) : null;
        return new Wcc(before, Fattr.decodeOptional(in));
    }

    @Override
    public void encode(XdrWriter out) {
        out.writeBoolean(before != null);
        if (before != null) {
            out.writeLong(before.size());
            Fattr.encodeTime(out, before.modified());
            Fattr.encodeTime(out, before.changed());
        }
        Fattr.encodeOptional(out, after);
    }
}
