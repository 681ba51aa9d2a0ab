package dev.cleat.linux;

/**
 * The numbers of the system calls and those flags of {@code open} that differ between architectures: x86-64 has its own,
 * all later ones share one table.
 */
final class CallNumber {
    private static final String ARCHITECTURE = System.getProperty("os.arch", "");
    private static final boolean X86 = isX86();
    private static final boolean ARM = ARCHITECTURE.equals("aarch64");

    static final int CLOSE = of(3, 57);
    static final int LSEEK = of(8, 62);
    static final int IOCTL = of(16, 29);
    static final int PREAD64 = of(17, 67);
    static final int PWRITE64 = of(18, 68);
    static final int FSYNC = of(74, 82);
    static final int FTRUNCATE = of(77, 46);
    static final int UMASK = of(95, 166);
    static final int GETGROUPS = of(115, 158);
    static final int SETGROUPS = of(116, 159);
    static final int SETFSUID = of(122, 151);
    static final int SETFSGID = of(123, 152);
    static final int CAPGET = of(125, 90);
    static final int CAPSET = of(126, 91);
    static final int FSTATFS = of(138, 44);
    static final int GETXATTR = of(191, 8);
    static final int GETDENTS64 = of(217, 61);
    static final int CLOCK_GETTIME = of(228, 113);
    static final int OPENAT = of(257, 56);
    static final int MKDIRAT = of(258, 34);
    static final int MKNODAT = of(259, 33);
    static final int FCHOWNAT = of(260, 54);
    static final int UNLINKAT = of(263, 35);
    static final int LINKAT = of(265, 37);
    static final int SYMLINKAT = of(266, 36);
    static final int READLINKAT = of(267, 78);
    static final int FCHMODAT = of(268, 53);
    static final int UNSHARE = of(272, 97);
    static final int UTIMENSAT = of(280, 88);
    static final int PRLIMIT64 = of(302, 261);
    static final int NAME_TO_HANDLE_AT = of(303, 264);
    static final int OPEN_BY_HANDLE_AT = of(304, 265);
    static final int SYNCFS = of(306, 267);
    static final int RENAMEAT2 = of(316, 276);
    static final int PREADV2 = of(327, 286);
    static final int STATX = of(332, 291);
    static final int OPENAT2 = 437;
    static final int FACCESSAT2 = 439;

    static final int O_DIRECTORY = ARM ? 040000 : 0200000;
    static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;

    private CallNumber() {}

    /** Whether the numbers are those of this machine. */
    static boolean areKnown() {
        return switch (ARCHITECTURE) {
            case "amd64", "x86_64", "aarch64", "riscv64" -> true;
            default -> false;
        };
    }

    private static int of(int x86, int others) {
        return X86 ? x86 : others;
    }

    private static boolean isX86() {
        return ARCHITECTURE.equals("amd64") || ARCHITECTURE.equals("x86_64");
    }
}
