package dev.cleat.linux;

/** Constants of the kernel's interface that are the same on all architectures; those of {@code open} are octal. */
final class Flags {
    static final int O_RDONLY = 0;
    static final int O_RDWR = 02;
    static final int O_CREAT = 0100;
    static final int O_EXCL = 0200;
    static final int O_NOCTTY = 0400;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;
    static final int O_PATH = 010000000;
    static final int O_TMPFILE = 020000000 | CallNumber.O_DIRECTORY;

    /** Names an object without opening it: no device reacts, no FIFO waits, no link is followed. */
    static final int NAME_ONLY = O_PATH | CallNumber.O_NOFOLLOW | O_CLOEXEC;

    static final int RESOLVE_NO_XDEV = 0x01;
    static final int RESOLVE_NO_MAGICLINKS = 0x02;
    static final int RESOLVE_NO_SYMLINKS = 0x04;
    static final int RESOLVE_BENEATH = 0x08;
    static final int RESOLVE_CACHED = 0x20;

    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_EACCESS = 0x200;
    static final int AT_REMOVEDIR = 0x200;
    /** Of {@code name_to_handle_at}: an identity is wanted, nobody will open by it. Since Linux 6.5. */
    static final int AT_HANDLE_FID = 0x200;

    static final int AT_SYMLINK_FOLLOW = 0x400;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int AT_STATX_FORCE_SYNC = 0x2000;

    static final int S_IFMT = 0170000;
    static final int S_IFIFO = 0010000;
    static final int S_IFCHR = 0020000;
    static final int S_IFDIR = 0040000;
    static final int S_IFBLK = 0060000;
    static final int S_IFREG = 0100000;
    static final int S_IFLNK = 0120000;
    static final int S_IFSOCK = 0140000;

    static final long UTIME_NOW = 0x3fffffff;
    static final long UTIME_OMIT = 0x3ffffffe;

    static final int R_OK = 4;
    static final int W_OK = 2;
    static final int X_OK = 1;

    static final int CLOCK_REALTIME_COARSE = 5;
    static final int RWF_NOWAIT = 0x08;
    static final int CLONE_FS = 0x200;

    private Flags() {}
}
