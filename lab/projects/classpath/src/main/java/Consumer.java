import dev.cleat.client.NfsClient;
import dev.cleat.client.NfsPath;
import dev.cleat.client.NfsUrl;
import dev.cleat.client.NfsVolume;
import dev.cleat.nio.NioVfs;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.Name;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Uses what is published from the class path: serves a folder and reads it back. */
public final class Consumer {
    private Consumer() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectory(Path.of(args[0]));
        Path file = Files.writeString(folder.resolve("file"), "by the class path");
        try (NioVfs vfs = NioVfs.of(folder);
                NfsServer server = NfsServer.builder().export("x", vfs).port(0).start();
                NfsClient client = NfsClient.builder(NfsUrl.parse("nfs://127.0.0.1:" + server.port()))
                        .build();
                NfsVolume volume = client.volume(Name.of("/x"));
                InputStream in = volume.read(NfsPath.of("file"))) {
            System.out.println(new String(in.readAllBytes()) + ", module " + NfsServer.class.getModule().isNamed());
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }
}
