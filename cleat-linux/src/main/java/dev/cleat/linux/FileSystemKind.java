package dev.cleat.linux;

import dev.cleat.vfs.Limits;
import java.time.Duration;

/** What the types of file systems differ in, as far as a server has to know it. Numbers are those of {@code statfs(2)}. */
enum FileSystemKind {
    EXT(0xEF53, Trait.LOCAL, (1L << 44) - 4096, 65000, 1),
    XFS(0x58465342, Trait.LOCAL, Long.MAX_VALUE, Integer.MAX_VALUE, 1),
    BTRFS(0x9123683EL, Trait.LOCAL, Long.MAX_VALUE, 65535, 1),
    TMPFS(0x01021994, Trait.LOCAL, Long.MAX_VALUE, Integer.MAX_VALUE, 1),
    F2FS(0xF2F52010L, Trait.LOCAL, 16L << 40, 65535, 1),
    /**
     * Offsets in its merged directories are positions in a list that is made at opening. How large files may become is the
     * affair of what lies below, here and with FUSE, and cannot be asked: all take this size.
     */
    OVERLAY(0x794c7630, Trait.COUNTING, (1L << 44) - 4096, 65000, 1),
    FUSE(0x65735546, Trait.COUNTING, (1L << 44) - 4096, 65000, 1),
    CIFS(0xFF534D42L, Trait.COUNTING, Long.MAX_VALUE, 1024, 100),
    SMB2(0xFE534D42L, Trait.COUNTING, Long.MAX_VALUE, 1024, 100),
    PLAN9(0x01021997, Trait.COUNTING, Long.MAX_VALUE, 65000, 1),
    FAT(0x4d44, Trait.CASELESS, (1L << 32) - 1, 1, 2_000_000_000),
    EXFAT(0x2011BAB0, Trait.CASELESS, Long.MAX_VALUE, 1, 10_000_000),
    NTFS(0x7366746e, Trait.REMOTE, Long.MAX_VALUE, 1024, 100),
    OTHER(0, Trait.REMOTE, Long.MAX_VALUE, 32000, 1);

    private enum Trait {
        /** The kernel alone decides about permissions, by mode and access lists, and its inodes answer from memory. */
        LOCAL,
        REMOTE,
        /** Entries have no offsets of their own that outlast the open directory. */
        COUNTING,
        CASELESS
    }

    private final long magic;
    private final Trait trait;
    private final long maxFileSize;
    private final int maxLinks;
    private final int granularityNanos;

    FileSystemKind(long magic, Trait trait, long maxFileSize, int maxLinks, int granularityNanos) {
        this.magic = magic;
        this.trait = trait;
        this.maxFileSize = maxFileSize;
        this.maxLinks = maxLinks;
        this.granularityNanos = granularityNanos;
    }

    static FileSystemKind of(long magic) {
        for (FileSystemKind kind : values()) {
            if (kind.magic == (magic & 0xffffffffL)) {
                return kind;
            }
        }
        return OTHER;
    }

    boolean isLocal() {
        return trait == Trait.LOCAL;
    }

    /** Whether an object keeps its inode number as long as it exists, and not only as long as the kernel remembers it. */
    boolean hasLastingNumbers() {
        return switch (this) {
            case FUSE, CIFS, SMB2, FAT, EXFAT -> false;
            case EXT, XFS, BTRFS, TMPFS, F2FS, OVERLAY, PLAN9, NTFS, OTHER -> true;
        };
    }

    /** Whether the kernel tells attributes from its own memory, which may be out of date, unless told otherwise. */
    boolean remembersAttributes() {
        return this == FUSE;
    }

    /**
     * Whether a listing can go on at an offset and misses nothing that stayed. On tmpfs a name that is replaced moves to the
     * front, and a walk that has begun does not come by again.
     */
    boolean hasStableOffsets() {
        return trait != Trait.COUNTING && this != TMPFS;
    }

    /** Whether every change of a directory's names moves its dates, at once and for all who look. */
    boolean datesDirectories() {
        return switch (this) {
            case EXT, XFS, BTRFS, TMPFS -> true;
            case F2FS, OVERLAY, FUSE, CIFS, SMB2, PLAN9, FAT, EXFAT, NTFS, OTHER -> false;
        };
    }

    Limits limits() {
        return new Limits(
                maxFileSize,
                Scratch.NAME_MAX,
                maxLinks,
                Duration.ofNanos(granularityNanos),
                trait == Trait.CASELESS,
                true,
                true,
                trait != Trait.CASELESS,
                true);
    }
}
