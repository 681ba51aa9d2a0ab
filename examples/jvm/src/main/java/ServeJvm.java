import dev.cleat.server.NfsServer;
import dev.cleat.vfs.tree.FileTreeVfs;
import java.io.IOException;

/** This JVM's own threads and memory, as text files that are new each time they are looked at. */
public final class ServeJvm {
    private ServeJvm() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length == 0 ? 2049 : Integer.parseInt(args[0]);
        try (NfsServer server = NfsServer.builder()
                .export("jvm", new FileTreeVfs(new JvmTree()))
                .port(port)
                .start()) {
            System.out.println("serving nfs://127.0.0.1:" + server.port() + "/jvm");
            // noac: attributes, sizes among them, are not kept by the client, since they change all the time.
            System.out.printf(
                    "sudo mount -t nfs -o ro,noac,vers=3,nolock,port=%1$d,mountport=%1$d 127.0.0.1:/jvm /mnt%n",
                    server.port());
            Thread.currentThread().join();
        }
    }
}
