import dev.cleat.server.NfsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** A file system in a database, which clients read and write and which is there again after a restart. */
public final class ServeDatabase {
    private ServeDatabase() {}

    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Path file = Path.of(args[0]).toAbsolutePath();
        int port = args.length == 1 ? 2049 : Integer.parseInt(args[1]);
        try (DatabaseVfs files = new DatabaseVfs("jdbc:h2:file:" + file);
                NfsServer server =
                        NfsServer.builder().export("db", files).port(port).start()) {
            System.out.println("serving nfs://127.0.0.1:" + server.port() + "/db");
            System.out.printf(
                    "sudo mount -t nfs -o vers=3,nolock,port=%1$d,mountport=%1$d 127.0.0.1:/db /mnt%n", server.port());
            Thread.currentThread().join();
        }
    }
}
