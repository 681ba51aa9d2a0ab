package dev.cleat.nio;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.testkit.Feature;
import dev.cleat.vfs.testkit.VfsModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import net.jqwik.api.lifecycle.AfterProperty;

/** The file system of the machine does the same as the one in memory. */
class HostModelTest extends VfsModel {
    // Not in a method before the property: its arbitraries are made even earlier.
    private final Path folder = makeFolder();

    private static Path makeFolder() {
        try {
            return Files.createTempDirectory("cleat-model");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterProperty
    void removeFolder() throws IOException {
        remove(folder);
    }

    private static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                for (Path entry : entries) {
                    remove(entry);
                }
            }
        }
        Files.delete(path);
    }

    @Override
    public Vfs create() throws IOException {
        return NioVfs.of(Files.createTempDirectory(folder, "served"));
    }

    @Override
    public Set<Feature> features() {
        return HostNioVfsTest.hostFeatures();
    }
}
