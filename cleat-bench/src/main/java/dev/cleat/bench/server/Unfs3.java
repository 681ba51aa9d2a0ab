package dev.cleat.bench.server;

import dev.cleat.bench.load.Target;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** unfs3, where {@code unfsd} is in the search path. It needs no port mapper, and takes any port. */
public final class Unfs3 implements Server {
    private final Child child;
    private final Target target;

    private Unfs3(Child child, Target target) {
        this.child = child;
        this.target = target;
    }

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
    public static Unfs3 start(Path program, Path ground, Path work) throws IOException, InterruptedException {
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
        child.await(() -> answers(nfs) && answers(mount));
        return new Unfs3(child, new Target(nfs, mount, ground.toString(), 0));
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public String name() {
        return "unfs3";
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Usage usage() {
        return new Usage(child.pid());
    }

    @Override
    public void close() {
        child.end();
    }
}
