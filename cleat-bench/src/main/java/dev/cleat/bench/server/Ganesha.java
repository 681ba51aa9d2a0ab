package dev.cleat.bench.server;

import dev.cleat.bench.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * NFS-Ganesha with the port mapper that it needs, both from Debian. Their ports and their files in {@code /run} are fixed, so
 * that {@code ./bench} gives them namespaces of their own where it can.
 */
public final class Ganesha {
    private static final int NFS = 2049;
    private static final int MOUNT = 20048;
    private static final int PORTMAP = 111;

    private Ganesha() {}

    /** Whether it is installed, and its ports are free. */
    public static boolean available() throws IOException {
        return Caller.isRoot()
                && IntStream.of(NFS, MOUNT, PORTMAP).noneMatch(Started::answers)
                && Files.isExecutable(Path.of("/usr/bin/ganesha.nfsd"))
                && Files.isExecutable(Path.of("/usr/sbin/rpcbind"));
    }

    /**
     * Starts it.
     *
     * @param ground the folder to be served
     * @param work an empty folder of this server's own
     */
    public static Server start(Path ground, Path work) throws IOException, InterruptedException {
        for (String folder : List.of("/run/rpcbind", "/run/ganesha", "/run/dbus")) {
            Files.createDirectories(Path.of(folder));
        }
        Child mapper = Child.start(List.of("/usr/sbin/rpcbind", "-f"), work.resolve("rpcbind.log"));
        mapper.await(() -> Started.answers(PORTMAP));
        Path configuration = Files.writeString(work.resolve("ganesha.conf"), configuration(ground, work));
        List<String> command = List.of(
                "/usr/bin/ganesha.nfsd",
                "-F",
                "-f",
                configuration.toString(),
                "-L",
                work.resolve("ganesha.log").toString(),
                "-p",
                work.resolve("ganesha.pid").toString(),
                "-N",
                "NIV_EVENT");
        Child child = Child.start(command, work.resolve("log"));
        child.await(() -> Started.answers(NFS) && Started.answers(MOUNT));
        return new Started("ganesha", new Target(NFS, MOUNT, ground.toString(), 0), child, List.of(mapper));
    }

    private static String configuration(Path ground, Path work) throws IOException {
        Path recovery = Files.createDirectories(work.resolve("recovery"));
        return """
            NFS_CORE_PARAM {
                Protocols = 3;
                NFS_Port = %d;
                MNT_Port = %d;
                Enable_NLM = false;
                Enable_RQUOTA = false;
                Enable_UDP = true;
            }
            NFSV4 {
                RecoveryBackend = fs;
                RecoveryRoot = "%s";
            }
            EXPORT {
                Export_Id = 1;
                Path = "%s";
                Pseudo = "/bench";
                Access_Type = RW;
                Squash = None;
                SecType = sys;
                Protocols = 3;
                Transports = TCP, UDP;
                PrivilegedPort = false;
                FSAL { Name = VFS; }
            }
            """.formatted(NFS, MOUNT, recovery, ground);
    }
}
