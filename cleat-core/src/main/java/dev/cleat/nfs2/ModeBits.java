package dev.cleat.nfs2;

import dev.cleat.vfs.FileType;
import org.jspecify.annotations.Nullable;

/** The type of an object in the bits of a mode above the permissions (RFC 1094 §2.3.5). */
final class ModeBits {
    private static final int TYPE_MASK = 0170000;
    private static final int SOCKET = 0140000;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int REGULAR = 0100000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int DIRECTORY = 0040000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int FIFO = 0010000;

    private ModeBits() {}

    static int of(FileType type) {
        return switch (type) {
            case REGULAR -> REGULAR;
            case DIRECTORY -> DIRECTORY;
            case SYMBOLIC_LINK -> SYMBOLIC_LINK;
            case BLOCK_DEVICE -> BLOCK_DEVICE;
            case CHARACTER_DEVICE -> CHARACTER_DEVICE;
            case FIFO -> FIFO;
            case SOCKET -> SOCKET;
        };
    }

    /** The type in a mode, or null where there is none. */
    static @Nullable FileType typeOf(int mode) {
        return switch (mode & TYPE_MASK) {
            case REGULAR -> FileType.REGULAR;
            case DIRECTORY -> FileType.DIRECTORY;
            case SYMBOLIC_LINK -> FileType.SYMBOLIC_LINK;
            case BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
            case CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
            case FIFO -> FileType.FIFO;
            case SOCKET -> FileType.SOCKET;
            default -> null;
        };
    }
}
