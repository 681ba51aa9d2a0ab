import dev.cleat.server.NfsServer;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A file system in memory, with a greeting in it. Clients may write whatever they like; it ends with the program. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length == 0 ? 2049 : Integer.parseInt(args[0]);
        MemoryVfs files = new MemoryVfs();
        // Everybody may write here, whoever they say that they are.
        files.setAttributes(files.root(), SetAttributes.mode(0777), Caller.ROOT);
        FileId file = files.create(
                        files.root(), Name.of("hello.txt"), new NewObject.RegularFile(SetAttributes.mode(0666)), Caller.ROOT)
                .id();
        files.write(file, 0, ByteBuffer.wrap("Hello, world\n".getBytes(StandardCharsets.UTF_8)), Caller.ROOT);

        try (NfsServer server =
                NfsServer.builder().export("hello", files).port(port).start()) {
            System.out.println("serving nfs://127.0.0.1:" + server.port() + "/hello");
            System.out.printf(
                    "sudo mount -t nfs -o vers=3,nolock,port=%1$d,mountport=%1$d 127.0.0.1:/hello /mnt%n", server.port());
            Thread.currentThread().join();
        }
    }
}
