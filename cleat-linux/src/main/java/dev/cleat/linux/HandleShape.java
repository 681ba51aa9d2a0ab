package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.cleat.vfs.FileId;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's handles have in common on one volume: their type and length. An identity holds the rest, at most twelve
 * bytes, behind the volume's number.
 *
 * <p>ext4 takes 8 bytes, tmpfs and xfs 12. Those of btrfs have 20, of which 8 are the subvolume's and so the same for all.
 *
 * @param fixed bytes 8 to 15 of a btrfs handle; 0 elsewhere
 */
record HandleShape(int type, int length, long fixed) {
    static final int ROOM = 64;

    private static final int PAYLOAD = 12;
    private static final int INO32_GEN = 1;
    private static final int XFS_INO64_GEN = 0x81;
    private static final int BTRFS_TYPE = 0x4d;
    private static final int BTRFS_LENGTH = 20;
    private static final int HEAD = 8;

    private static final ValueLayout.OfInt BIG_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BIG_LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** The shape of handles on the volume of this object, or null where there are none, or none that fit. */
    static @Nullable HandleShape of(Syscalls calls, int fd) {
        return calls.handle(fd, ROOM, 0) < 0 ? null : of(calls.scratch.handle);
    }

    private static @Nullable HandleShape of(MemorySegment handle) {
        int length = handle.get(JAVA_INT, 0);
        int type = handle.get(JAVA_INT, 4);
        if (length <= PAYLOAD) {
            return new HandleShape(type, length, 0);
        }
        return type == BTRFS_TYPE && length == BTRFS_LENGTH
                ? new HandleShape(type, length, handle.get(JAVA_LONG_UNALIGNED, HEAD + 8))
                : null;
    }

    /** Makes an identity of the handle that a call has just left; null where it has another shape. */
    @Nullable FileId pack(int volume, MemorySegment handle) {
        if (handle.get(JAVA_INT, 0) != length || handle.get(JAVA_INT, 4) != type) {
            return null;
        }
        if (length == BTRFS_LENGTH) {
            if (handle.get(JAVA_LONG_UNALIGNED, HEAD + 8) != fixed) {
                return null;
            }
            handle.set(JAVA_INT, HEAD + 8, handle.get(JAVA_INT, HEAD + 16));
        }
        for (int i = length; i < PAYLOAD; i++) {
            handle.set(JAVA_BYTE, HEAD + i, (byte) 0);
        }
        long high = ((long) volume << 32) | Integer.toUnsignedLong(handle.get(BIG_INT, HEAD));
        return new FileId(high, handle.get(BIG_LONG, HEAD + 4));
    }

    /** The reverse of {@link #pack}. */
    void unpack(FileId id, MemorySegment handle) {
        handle.set(JAVA_INT, 0, length);
        handle.set(JAVA_INT, 4, type);
        handle.set(BIG_INT, HEAD, (int) id.high());
        handle.set(BIG_LONG, HEAD + 4, id.low());
        if (length == BTRFS_LENGTH) {
            handle.set(JAVA_INT, HEAD + 16, handle.get(JAVA_INT, HEAD + 8));
            handle.set(JAVA_LONG_UNALIGNED, HEAD + 8, fixed);
        }
    }

    /** Whether the handle that a call has just left says that it is of this inode; false also where it does not tell. */
    boolean isOfInode(MemorySegment handle, long inode) {
        return switch (type) {
            // On tmpfs the generation comes first.
            case INO32_GEN ->
                length == 8
                        ? handle.get(JAVA_INT, HEAD) == (int) inode
                        : length == 12 && handle.get(JAVA_LONG_UNALIGNED, HEAD + 4) == inode;
            case XFS_INO64_GEN, BTRFS_TYPE -> handle.get(JAVA_LONG_UNALIGNED, HEAD) == inode;
            default -> false;
        };
    }

    /** The volume's number in an identity. */
    static int volume(FileId id) {
        return (int) (id.high() >>> 32);
    }
}
