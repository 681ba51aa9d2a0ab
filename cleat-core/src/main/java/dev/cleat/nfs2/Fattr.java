package dev.cleat.nfs2;

import dev.cleat.vfs.Attributes;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;

/**
 * {@code fattr} (RFC 1094 §2.3.5). All numbers are unsigned.
 *
 * @param mode with the type in the bits above the permissions
 * @param size in bytes
 * @param blockSize in bytes
 * @param rdev the number of a device; -1 says that a character device is a FIFO
 * @param blocks of 512 bytes, by custom
 */
public record Fattr(
        Ftype type,
        int mode,
        int links,
        int uid,
        int gid,
        int size,
        int blockSize,
        int rdev,
        int blocks,
        int fsid,
        int fileId,
        Timeval accessed,
        Timeval modified,
        Timeval changed) {

    /** The version has no type for FIFOs: they are character devices with this number. */
    public static final int FIFO_RDEV = -1;

    private static final int BLOCK_SIZE = 4096;
    private static final int SECTOR = 512;

    /** What this version can tell of the attributes: sizes above {@link Nfs2#MAX_SIZE} are told as that. */
    public static Fattr of(Attributes attributes) {
        return new Fattr(
                Ftype.of(attributes.type()),
                ModeBits.of(attributes.type()) | attributes.mode(),
                attributes.links(),
                attributes.uid(),
                attributes.gid(),
                clamp(attributes.size()),
                BLOCK_SIZE,
                rdevOf(attributes),
                clamp(Math.ceilDiv(attributes.used(), SECTOR)),
                Nfs2.fold(attributes.fsid()),
                Nfs2.fold(attributes.fileId()),
                Timeval.of(attributes.accessed()),
                Timeval.of(attributes.modified()),
                Timeval.of(attributes.changed()));
    }

    private static int clamp(long value) {
        return value < 0 || value > Nfs2.MAX_SIZE ? (int) Nfs2.MAX_SIZE : (int) value;
    }

    private static int rdevOf(Attributes attributes) {
        return switch (attributes.type()) {
            case BLOCK_DEVICE, CHARACTER_DEVICE -> DeviceNumber.of(attributes.device());
            case FIFO -> FIFO_RDEV;
            case REGULAR, DIRECTORY, SYMBOLIC_LINK, SOCKET -> 0;
        };
    }

    static Fattr decode(XdrReader in) throws XdrException {
        return new Fattr(
                Ftype.decode(in),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                Timeval.decode(in),
                Timeval.decode(in),
                Timeval.decode(in));
    }

    void encode(XdrWriter out) {
        type.encode(out);
        out.writeInt(mode);
        out.writeInt(links);
        out.writeInt(uid);
        out.writeInt(gid);
        out.writeInt(size);
        out.writeInt(blockSize);
        out.writeInt(rdev);
        out.writeInt(blocks);
        out.writeInt(fsid);
        out.writeInt(fileId);
        accessed.encode(out);
        modified.encode(out);
        changed.encode(out);
    }
}
