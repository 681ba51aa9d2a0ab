package dev.cleat.nio;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.testkit.Feature;
import dev.cleat.vfs.testkit.VfsContract;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** An archive that is written to. */
class ZipTest extends VfsContract {
    @TempDir
    Path folder;

    @Override
    public Vfs create() throws IOException {
        Path archive = Files.createTempDirectory(folder, "zip").resolve("new.zip");
        FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"));
        return NioVfs.of(zip.getPath("/"));
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.noneOf(Feature.class);
    }
}
