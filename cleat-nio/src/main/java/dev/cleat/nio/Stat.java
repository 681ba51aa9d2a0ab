package dev.cleat.nio;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import java.time.Instant;

/**
 * What the file system says of an object.
 *
 * @param inode its number there, or 0 where it has none
 * @param device which file system it is on, or 0
 * @param stamp what never changes about it: see {@link dev.cleat.vfs.idmap.StampedIds}
 * @param special the number of a device
 */
record Stat(
        FileType type,
        int mode,
        int links,
        int uid,
        int gid,
        long size,
        long inode,
        long device,
        long stamp,
        Device special,
        Instant accessed,
        Instant modified,
        Instant changed) {

    private static final int GROUP_EXECUTE = 010;
    private static final int WRITE_BITS = 0222;

    /** A mode after somebody else than the superuser has written: setgid without the right to execute is no privilege. */
    static int withoutSetIds(int mode) {
        return mode & ~Attributes.SETUID & ~((mode & GROUP_EXECUTE) == 0 ? 0 : Attributes.SETGID);
    }

    boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    boolean isRegular() {
        return type == FileType.REGULAR;
    }

    Stat withLinks(int names) {
        return new Stat(type, mode, names, uid, gid, size, inode, device, stamp, special, accessed, modified, changed);
    }

    Stat withSize(long bytes) {
        return new Stat(type, mode, links, uid, gid, bytes, inode, device, stamp, special, accessed, modified, changed);
    }

    /** With what the file system does not keep. Where it says itself that nobody may write, nobody may. */
    Stat with(KeptAttributes kept) {
        Instant last = kept.changed().isAfter(changed) ? kept.changed() : changed;
        return new Stat(
                type,
                kept.mode() & (mode | ~WRITE_BITS),
                links,
                kept.uid(),
                kept.gid(),
                size,
                inode,
                device,
                stamp,
                special,
                accessed,
                modified,
                last);
    }

    /**
     * @param volume of the root
     */
    Attributes attributes(FileId id, long volume, long rootDevice) {
        return Attributes.builder(type, number(id))
                .mode(mode)
                .links(links)
                .owner(uid, gid)
                .size(size)
                .device(special)
                .fsid(device == rootDevice ? volume : volume ^ (device * 0x9E3779B97F4A7C15L))
                .times(accessed, modified, changed)
                .build();
    }

    /** The object's number in its file system; the second half of an identity is 0 at the root alone. */
    private long number(FileId id) {
        return inode != 0 ? inode : Math.max(1, id.low() >>> 1);
    }
}
