package dev.cleat.nfs3;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.ServerTime;
import dev.cleat.vfs.SetAttributes.SetTime;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code sattr3} (RFC 1813 §2.6): each attribute that is to be set is preceded by true, each that is not is false alone. */
final class Sattr {
    private static final int DONT_CHANGE = 0;
    private static final int SET_TO_SERVER_TIME = 1;
    private static final int SET_TO_CLIENT_TIME = 2;

    private Sattr() {}

    static void encode(XdrWriter out, SetAttributes attributes) {
        encodeInt(out, attributes.mode());
        encodeInt(out, attributes.uid());
        encodeInt(out, attributes.gid());
        Long size = attributes.size();
        out.writeBoolean(size != null);
        if (size != null) {
            out.writeLong(size);
        }
        encodeTime(out, attributes.accessed());
        encodeTime(out, attributes.modified());
    }

    static SetAttributes decode(XdrReader in) throws XdrException {
        Integer mode = decodeInt(in);
        return new SetAttributes(
                // Some clients send the type in the bits above.
                mode == null ? null : mode & Attributes.MODE_MASK,
                decodeInt(in),
                decodeInt(in),
                in.readBoolean() ? (Long) in.readLong() : null,
                decodeTime(in),
                decodeTime(in));
    }

    private static void encodeInt(XdrWriter out, @Nullable Integer value) {
        out.writeBoolean(value != null);
        if (value != null) {
            out.writeInt(value);
        }
    }

    private static @Nullable Integer decodeInt(XdrReader in) throws XdrException {
        return in.readBoolean() ? (Integer) in.readInt() : null;
    }

    private static void encodeTime(XdrWriter out, @Nullable SetTime time) {
        switch (time) {
            case null -> out.writeInt(DONT_CHANGE);
            case ServerTime() -> out.writeInt(SET_TO_SERVER_TIME);
            case ClientTime(Instant instant) -> {
                out.writeInt(SET_TO_CLIENT_TIME);
                Fattr.encodeTime(out, instant);
            }
        }
    }

    private static @Nullable SetTime decodeTime(XdrReader in) throws XdrException {
        int how = in.readInt();
        return switch (how) {
            case DONT_CHANGE -> null;
            case SET_TO_SERVER_TIME -> new ServerTime();
            case SET_TO_CLIENT_TIME -> new ClientTime(Fattr.decodeTime(in));
            default -> throw new XdrException("no time_how: " + how);
        };
    }
}
