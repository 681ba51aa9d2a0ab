package dev.cleat.nio;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What a file system cannot keep of an object, kept beside it.
 *
 * <pre>
 *  0  16  identity
 * 16   2  mode
 * 18   4  owner
 * 22   4  group
 * 26   8  time of the last change of attributes: seconds
 * 34   4  and nanoseconds
 * </pre>
 *
 * @param mode the twelve permission bits
 * @param uid unsigned
 * @param gid unsigned
 * @param changed when any of this, or a time of the object, was changed last
 */
record KeptAttributes(int mode, int uid, int gid, Instant changed) {
    private static final int BYTES = 38;

    /** As the name of an entry; no two objects have the same. */
    Name encode(FileId file) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(file.high())
                .putLong(file.low())
                .putShort((short) mode)
                .putInt(uid)
                .putInt(gid)
                .putLong(changed.getEpochSecond())
                .putInt(changed.getNano());
        return Name.of(bytes.flip());
    }

    static KeptAttributes decode(Name name) {
        ByteBuffer bytes = ByteBuffer.wrap(name.toBytes()).position(FileId.BYTES);
        return new KeptAttributes(
                bytes.getShort(),
                bytes.getInt(),
                bytes.getInt(),
                Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()));
    }
}
