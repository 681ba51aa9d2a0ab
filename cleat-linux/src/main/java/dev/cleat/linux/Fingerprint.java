package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.cleat.vfs.FileId;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes identities on a volume whose objects cannot be opened by a handle, and recognises objects by them. Where handles can
 * at least be read, an identity is the very one that a privileged server gives. Elsewhere it is the inode number and, in the
 * place of a generation, what else tells two objects apart that had the same number one after the other; by chance, where
 * nothing does.
 */
final class Fingerprint {
    private static final int OVERLAY_TYPE = 0xf8;
    private static final int OVERLAY_INNER_TYPE = 7;
    private static final int OVERLAY_INNER = 24;
    private static final int INO32_GEN = 1;
    private static final int HEAD = 8;

    private final int volume;
    private final FileSystemKind kind;
    private final @Nullable HandleShape shape;
    private final SplittableRandom random = new SplittableRandom();

    Fingerprint(int volume, FileSystemKind kind, @Nullable HandleShape shape) {
        this.volume = volume;
        this.kind = kind;
        this.shape = shape;
    }

    /** Whether what it derives is the kernel's own. */
    boolean isTheKernels() {
        return shape != null;
    }

    /** The identity that an object has by itself; null where it has none. */
    @Nullable FileId derive(Syscalls calls, int fd, Statx stat) {
        if (shape != null) {
            return calls.handle(fd, HandleShape.ROOM, 0) < 0 ? null : shape.pack(volume, calls.scratch.handle);
        }
        int generation = generation(calls, fd, stat);
        return generation == 0 ? null : of(generation, stat.inode());
    }

    /** A new identity for an object that has none by itself. */
    synchronized FileId invent(long inode) {
        return of(random.nextInt() | 1, inode);
    }

    /** The identity of the top of the tree. Where it has none by itself it gets one that is the same at every start. */
    FileId ofTop(Syscalls calls, int fd, Statx stat) {
        FileId own = shape == null ? null : derive(calls, fd, stat);
        return own == null ? of(0, 0) : own;
    }

    /** Whether the object can be the one with this identity. */
    boolean fits(Syscalls calls, int fd, Statx stat, FileId id) {
        if (HandleShape.volume(id) != volume) {
            return false;
        }
        if (shape == null && id.low() != stat.inode()) {
            return false;
        }
        FileId own = derive(calls, fd, stat);
        return own == null ? shape == null : own.equals(id);
    }

    /** The inode number in an identity, where it can be told; else 0. */
    long inode(FileId id) {
        return shape == null ? id.low() : 0;
    }

    private FileId of(int generation, long inode) {
        return new FileId(((long) volume << 32) | Integer.toUnsignedLong(generation), inode);
    }

    private int generation(Syscalls calls, int fd, Statx stat) {
        return switch (kind) {
            case OVERLAY -> overlayGeneration(calls, fd, stat);
            // Their inode numbers, birth times and handles last no longer than the kernel remembers the object.
            case FUSE, CIFS, SMB2, FAT, EXFAT -> 0;
            case EXT, XFS, BTRFS, TMPFS, F2FS, PLAN9, NTFS, OTHER -> stat.birth();
        };
    }

    /**
     * On overlayfs a handle, which can be read since Linux 6.6, holds that of the inode which really has the contents. Once a
     * file of a lower layer is copied up that is another one, but then the number that is shown stays the lower one's, which
     * is never given again: it needs no generation.
     */
    private static int overlayGeneration(Syscalls calls, int fd, Statx stat) {
        if (calls.handle(fd, HandleShape.ROOM, Flags.AT_HANDLE_FID) < 0) {
            return 0;
        }
        MemorySegment handle = calls.scratch.handle;
        boolean known = handle.get(JAVA_INT, 4) == OVERLAY_TYPE
                && handle.get(JAVA_BYTE, HEAD + OVERLAY_INNER_TYPE) == INO32_GEN;
        boolean shown = handle.get(JAVA_INT_UNALIGNED, HEAD + OVERLAY_INNER) == (int) stat.inode();
        // A generation of 0 is a fine one.
        return known && shown ? handle.get(JAVA_INT_UNALIGNED, HEAD + OVERLAY_INNER + 4) | 0x8000_0000 : 0;
    }
}
