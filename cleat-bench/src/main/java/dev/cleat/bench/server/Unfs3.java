package dev.cleat.bench.server;

import dev.cleat.bench.load.Target;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** unfs3, where {@code unfsd} is in the search path. It needs no port mapper, and takes any port. */
public final class Unfs3 {
    private Unfs3() {}

    /** The program, where it is installed and may serve as root, as the others do. */
    public static Optional<Path> program() throws IOException {
        if (!Caller.isRoot()) {
            return Optional.empty();
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "unfsd"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it.
     *
     * @param ground the folder to be served
     * @param work an empty folder of this server's own
     */
    public static Server start(Path program, Path ground, Path work) throws IOException, InterruptedException {
        Path exports = Files.writeString(work.resolve("exports"), ground + " (rw,no_root_squash,insecure)\n");
        int nfs = free();
        int mount = free();
        List<String> command = List.of(
                program.toString(),
                "-d",
                "-p",
                "-l",
                "127.0.0.1",
                "-n",
                Integer.toString(nfs),
                "-m",
                Integer.toString(mount),
                "-e",
                exports.toString());
        Child child = Child.start(command, work.resolve("log"));
        child.await(() -> Started.answers(nfs) && Started.answers(mount));
        return new Started("unfs3", new Target(nfs, mount, ground.toString(), 0), child);
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
