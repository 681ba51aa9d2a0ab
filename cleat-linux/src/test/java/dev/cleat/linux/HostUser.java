package dev.cleat.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.CodeSource;

/** Lets a test thread, and the threads that it starts, be somebody else on the host. */
final class HostUser {
    static final int NOBODY = 65534;

    private static final int SETRESUID = System.getProperty("os.arch").equals("amd64") ? 117 : 147;
    private static final int SETRESGID = System.getProperty("os.arch").equals("amd64") ? 119 : 149;

    private HostUser() {}

    static void assumeRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may act as others");
    }

    /** From here on the thread has no privilege. */
    static void becomeNobody() throws IOException {
        assumeRoot();
        assumeClassesAreOpen();
        Syscalls calls = Worker.calls();
        Errno.check(calls.call(CallNumber.SETGROUPS, 0, 0, 0, 0, 0, 0));
        Errno.check(calls.call(SETRESGID, -1, NOBODY, -1, 0, 0, 0));
        Errno.check(calls.call(SETRESUID, -1, NOBODY, -1, 0, 0, 0));
    }

    static void becomeRoot() throws IOException {
        Syscalls calls = Worker.calls();
        Errno.check(calls.call(SETRESUID, -1, 0, -1, 0, 0, 0));
        Errno.check(calls.call(SETRESGID, -1, 0, -1, 0, 0, 0));
    }

    /** Gives a folder to nobody. */
    static void give(Path folder) throws IOException {
        Files.setAttribute(folder, "unix:uid", NOBODY);
        Files.setAttribute(folder, "unix:gid", NOBODY);
    }

    /** Classes are loaded with the thread's rights. */
    private static void assumeClassesAreOpen() throws IOException {
        CodeSource source = LinuxVfs.class.getProtectionDomain().getCodeSource();
        for (Path at = Path.of(source.getLocation().getPath()); at != null; at = at.getParent()) {
            boolean open = Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE);
            assumeTrue(open, () -> "others cannot load the classes");
        }
    }
}
