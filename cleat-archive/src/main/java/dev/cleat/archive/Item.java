package dev.cleat.archive;

import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an archive says of one of its entries.
 *
 * @param size in bytes, unpacked
 * @param place where the contents are
 * @param target of a symbolic link; null where the contents are the target
 */
record Item(
        FileType type,
        int mode,
        int uid,
        int gid,
        long size,
        Instant modified,
        Device device,
        Place place,
        @Nullable Name target) {
    /**
     * Where contents are.
     *
     * @param offset in a zip file that of the entry's local header, in a tar file that of the first byte
     * @param length in bytes, packed
     * @param crc as the archive tells it; 0 where it does not
     */
    record Place(long offset, long length, Packing packing, int crc) {
        static final Place NOWHERE = new Place(0, 0, Packing.NONE, 0);
    }

    /** Something else of the same mode, owner and time, without contents. */
    Item as(FileType otherType, Device itsDevice, @Nullable Name itsTarget) {
        return new Item(otherType, mode, uid, gid, 0, modified, itsDevice, Place.NOWHERE, itsTarget);
    }

    static Item folder(int mode, int uid, int gid, Instant modified) {
        return new Item(FileType.DIRECTORY, mode, uid, gid, 0, modified, Device.NONE, Place.NOWHERE, null);
    }

    static Item file(int mode, int uid, int gid, long size, Instant modified, Place place) {
        return new Item(FileType.REGULAR, mode, uid, gid, size, modified, Device.NONE, place, null);
    }
}
