package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the process is and may have. */
final class HostProcess {
    private static final int RLIMIT_NOFILE = 7;
    private static final int MAX_DESCRIPTORS = 64 * 1024;

    private HostProcess() {}

    /** Demands Linux 5.8, the first to have all calls that are needed. */
    static void checkKernel(Syscalls calls) throws VfsException {
        int top = Errno.check(calls.openPath(new byte[] {'/'}, Flags.O_PATH));
        try {
            if (calls.access(top, 0) == -Errno.ENOSYS || calls.stat(top) < 0 || !calls.scratch.stat.knowsMount()) {
                throw new VfsException(VfsError.NOTSUPP, "the Linux back end needs Linux 5.8");
            }
        } finally {
            calls.close(top);
        }
    }

    /** How many descriptors may be open at once. */
    static int descriptors(Syscalls calls) {
        long address = calls.scratch.struct.address();
        long answer = calls.call(CallNumber.PRLIMIT64, 0, RLIMIT_NOFILE, 0, address, 0, 0);
        long limit = answer == 0 ? calls.scratch.struct.get(JAVA_LONG, 0) : 1024;
        return Math.clamp(limit, 64, MAX_DESCRIPTORS);
    }

    /** The path as the kernel knows it: in the encoding that Java read it with. */
    static byte[] bytes(Path path) {
        String encoding = System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name());
        return path.toString().getBytes(Charset.forName(encoding));
    }

    /** As whom the kernel sees the process when it does nothing about it. */
    static Caller self() throws IOException {
        int uid = 0;
        int gid = 0;
        int[] groups = {};
        for (String line : Files.readAllLines(Path.of("/proc/thread-self/status"))) {
            String[] fields = line.trim().split("\\s+", -1);
            switch (fields[0]) {
                // Real, effective, saved, file system.
                case "Uid:" -> uid = Integer.parseUnsignedInt(fields[4]);
                case "Gid:" -> gid = Integer.parseUnsignedInt(fields[4]);
                case "Groups:" -> {
                    groups = new int[fields.length - 1];
                    for (int i = 0; i < groups.length; i++) {
                        groups[i] = Integer.parseUnsignedInt(fields[i + 1]);
                    }
                }
                default -> {}
            }
        }
        return new Caller(uid, gid, groups);
    }
}
