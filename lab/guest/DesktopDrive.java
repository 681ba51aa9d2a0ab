import dev.cleat.desktop.DesktopMount;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program with a drive: it writes through it, and then closes it, ends, or is killed. */
class DesktopDrive {
    public static void main(String[] args) throws IOException {
        MemoryVfs files = new MemoryVfs();
        files.setAttributes(files.root(), SetAttributes.mode(0777), Caller.ROOT);
        DesktopMount drive = DesktopMount.open("drive", files, args[0]);
        Path file = Files.writeString(Path.of(args[0], "made"), "by a program");
        System.out.println(Files.readString(file));
        switch (args[1]) {
            case "closes" -> drive.close();
            case "ends" -> System.exit(0);
            default -> Runtime.getRuntime().halt(0);
        }
    }
}
