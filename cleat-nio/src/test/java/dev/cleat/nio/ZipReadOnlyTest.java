package dev.cleat.nio;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.testkit.ReadOnlyVfsContract;
import dev.cleat.vfs.testkit.SampleTree;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** An archive that is only looked into. */
class ZipReadOnlyTest extends ReadOnlyVfsContract {
    @TempDir
    Path folder;

    @Override
    public Vfs createSample() throws IOException {
        Path archive = Files.createTempDirectory(folder, "zip").resolve("sample.zip");
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            for (String directory : SampleTree.DIRECTORIES) {
                Files.createDirectory(zip.getPath(directory));
            }
            for (Map.Entry<String, byte[]> file : SampleTree.FILES.entrySet()) {
                Files.write(zip.getPath(file.getKey()), file.getValue());
            }
        }
        archive.toFile().setReadOnly();
        FileSystem zip = FileSystems.newFileSystem(archive, Map.of("accessMode", "readOnly"));
        return NioVfs.of(zip.getPath("/"));
    }
}
