package dev.cleat.nfs2;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.ServerTime;
import dev.cleat.vfs.SetAttributes.SetTime;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code sattr} (RFC 1094 §2.3.6): -1 is what stays as it is, or as the file system has it for new objects.
 *
 * @param mode for CREATE with the type in the bits above the permissions
 * @param uid the owner, unsigned
 * @param gid the group, unsigned
 * @param size in bytes, unsigned; the number of a device that CREATE makes
 * @param accessed with 1,000,000 microseconds it is the server's time
 * @param modified with 1,000,000 microseconds both times are the server's
 */
public record Sattr(int mode, int uid, int gid, int size, Timeval accessed, Timeval modified) {
    /** Nothing is to be set. */
    public static final Sattr NONE = new Sattr(-1, -1, -1, -1, Timeval.UNSET, Timeval.UNSET);

    /** What Sun's servers took for their own time. */
    public static final int SERVER_TIME_USECONDS = 1_000_000;

    /** "Stays as it is" for clients whose mode has 16 bits. */
    private static final int SHORT_UNSET = 0xFFFF;

    /** What is to be changed. */
    public SetAttributes changes() {
        boolean serverTimes = isServerTime(modified);
        return new SetAttributes(
                hasMode() ? (Integer) (mode & Attributes.MODE_MASK) : null,
                uid == -1 ? null : (Integer) uid,
                gid == -1 ? null : (Integer) gid,
                size == -1 ? null : (Long) Integer.toUnsignedLong(size),
                time(accessed, serverTimes || isServerTime(accessed)),
                time(modified, serverTimes));
    }

    /** The type of what CREATE makes, regular if nothing is said. */
    public FileType type() {
        FileType named = hasMode() ? ModeBits.typeOf(mode) : null;
        if (named == null) {
            return FileType.REGULAR;
        }
        boolean isFifo = named == FileType.CHARACTER_DEVICE && size == Fattr.FIFO_RDEV;
        return isFifo ? FileType.FIFO : named;
    }

    /** The number of a device that CREATE makes: it comes as the size. */
    public Device device() {
        return DeviceNumber.deviceOf(size);
    }

    private boolean hasMode() {
        return mode != -1 && mode != SHORT_UNSET;
    }

    private static boolean isServerTime(Timeval time) {
        return time.useconds() == SERVER_TIME_USECONDS;
    }

    private static @Nullable SetTime time(Timeval time, boolean isServers) {
        if (time.seconds() == -1 || time.useconds() == -1) {
            return null;
        }
        return isServers ? new ServerTime() : new ClientTime(time.instant());
    }

    static Sattr decode(XdrReader in) throws XdrException {
        return new Sattr(
                in.readInt(), in.readInt(), in.readInt(), in.readInt(), Timeval.decode(in), Timeval.decode(in));
    }

    void encode(XdrWriter out) {
        out.writeInt(mode);
        out.writeInt(uid);
        out.writeInt(gid);
        out.writeInt(size);
        accessed.encode(out);
        modified.encode(out);
    }
}
