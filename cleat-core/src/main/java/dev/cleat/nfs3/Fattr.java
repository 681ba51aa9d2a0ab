package dev.cleat.nfs3;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code fattr3}, {@code post_op_attr}, {@code ftype3} and {@code nfstime3} (RFC 1813 §2.5, §2.6). */
final class Fattr {
    private static final long MAX_SECONDS = 0xFFFF_FFFFL;

    /** {@code fattr3}, encoded. */
    private static final int BYTES = 84;

    private Fattr() {}

    static void encode(XdrWriter out, Attributes attributes) {
        out.writeInt(numberOf(attributes.type()));
        out.writeInt(attributes.mode());
        out.writeInt(attributes.links());
        out.writeInt(attributes.uid());
        out.writeInt(attributes.gid());
        out.writeLong(attributes.size());
        out.writeLong(attributes.used());
        out.writeInt(attributes.device().major());
        out.writeInt(attributes.device().minor());
        out.writeLong(attributes.fsid());
        out.writeLong(attributes.fileId());
        encodeTime(out, attributes.accessed());
        encodeTime(out, attributes.modified());
        encodeTime(out, attributes.changed());
    }

    static Attributes decode(XdrReader in) throws XdrException {
        return new Attributes(
                decodeType(in),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                new Device(in.readInt(), in.readInt()),
                in.readLong(),
                in.readLong(),
                decodeTime(in),
                decodeTime(in),
                decodeTime(in));
    }

    /** {@code post_op_attr}. */
    static void encodeOptional(XdrWriter out, @Nullable Attributes attributes) {
        out.writeBoolean(attributes != null);
        if (attributes != null) {
            encode(out, attributes);
        }
    }

    /** {@code post_op_attr}. */
    static @Nullable Attributes decodeOptional(XdrReader in) throws XdrException {
        return in.readBoolean() ? decode(in) : null;
    }

    /** Of a {@code post_op_attr}, in bytes. */
    static int encodedSize(@Nullable Attributes attributes) {
        return attributes == null ? 4 : 4 + BYTES;
    }

    /** Seconds are unsigned on the wire: times outside of 1970 to 2106 are moved to the nearest that fits. */
    static void encodeTime(XdrWriter out, Instant time) {
        long seconds = time.getEpochSecond();
        int nanos = time.getNano();
        if (seconds < 0) {
            out.writeLong(0);
        } else if (seconds > MAX_SECONDS) {
            out.writeInt((int) MAX_SECONDS);
            out.writeInt(999_999_999);
        } else {
            out.writeInt((int) seconds);
            out.writeInt(nanos);
        }
    }

    static Instant decodeTime(XdrReader in) throws XdrException {
        long seconds = Integer.toUnsignedLong(in.readInt());
        int nanos = in.readInt();
        if (nanos < 0 || nanos > 999_999_999) {
            throw new XdrException("not a number of nanoseconds: " + Integer.toUnsignedString(nanos));
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    static int numberOf(FileType type) {
        return switch (type) {
            case REGULAR -> 1;
            case DIRECTORY -> 2;
            case BLOCK_DEVICE -> 3;
            case CHARACTER_DEVICE -> 4;
            case SYMBOLIC_LINK -> 5;
            case SOCKET -> 6;
            case FIFO -> 7;
        };
    }

    static FileType decodeType(XdrReader in) throws XdrException {
        int number = in.readInt();
        return switch (number) {
            case 1 -> FileType.REGULAR;
            case 2 -> FileType.DIRECTORY;
            case 3 -> FileType.BLOCK_DEVICE;
            case 4 -> FileType.CHARACTER_DEVICE;
            case 5 -> FileType.SYMBOLIC_LINK;
            case 6 -> FileType.SOCKET;
            case 7 -> FileType.FIFO;
            default -> throw new XdrException("no ftype3: " + number);
        };
    }
}
