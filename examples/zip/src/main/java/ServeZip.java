import dev.cleat.nio.NioVfs;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.decorate.ReadOnlyVfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** What is in a zip file, without unpacking it. Any other java.nio.file.FileSystem is served in the same way. */
public final class ServeZip {
    private ServeZip() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path zip = Path.of(args[0]);
        int port = args.length == 1 ? 2049 : Integer.parseInt(args[1]);
        try (FileSystem files = FileSystems.newFileSystem(zip);
                NfsServer server = NfsServer.builder()
                        .export("zip", new ReadOnlyVfs(NioVfs.of(files.getPath("/"))))
                        .port(port)
                        .start()) {
            System.out.println("serving nfs://127.0.0.1:" + server.port() + "/zip");
            System.out.printf(
                    "sudo mount -t nfs -o ro,vers=3,nolock,port=%1$d,mountport=%1$d 127.0.0.1:/zip /mnt%n",
                    server.port());
            Thread.currentThread().join();
        }
    }
}
