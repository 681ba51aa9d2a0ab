import dev.cleat.remote.RemoteOptions;
import dev.cleat.remote.RemoteVfs;
import dev.cleat.remote.http.HttpOrigin;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.idmap.JournalIdMap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Files of a web server, fetched by range when they are first read and kept on disk: an index says what there is, a line for each
 * file (see HttpOrigin), or a page of links does.
 */
public final class ServeHttp {
    private ServeHttp() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        URI index = URI.create(args[0]);
        Path cache = Path.of(args[1]);
        int port = args.length == 2 ? 2049 : Integer.parseInt(args[2]);
        HttpOrigin origin = HttpOrigin.of(index, Map.of(), Duration.ofMinutes(1));
        RemoteOptions options = RemoteOptions.of(Files.createDirectories(cache.resolve("blocks"))).withCacheBytes(1L << 28);
        JournalIdMap ids = JournalIdMap.open(Files.createDirectories(cache.resolve("ids")));
        try (RemoteVfs files = RemoteVfs.open(origin, ids, options);
                NfsServer server =
                        NfsServer.builder().export("web", files).port(port).start()) {
            System.out.println("serving nfs://127.0.0.1:" + server.port() + "/web");
            System.out.printf(
                    "sudo mount -t nfs -o ro,vers=3,nolock,port=%1$d,mountport=%1$d 127.0.0.1:/web /mnt%n",
                    server.port());
            Thread.currentThread().join();
        }
    }
}
