package dev.cleat.linux;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.testkit.VfsFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Serves fresh folders below a given one. */
final class LinuxFixture implements VfsFixture, AutoCloseable {
    private final Path above;
    private final LinuxOptions options;
    private final Map<Vfs, Path> folders = new HashMap<>();

    LinuxFixture(Path above, LinuxOptions options) {
        this.above = above;
        this.options = options;
    }

    @Override
    public Vfs create() throws IOException {
        return open(Files.createTempDirectory(above, "served"));
    }

    @Override
    public Vfs reopen(Vfs vfs) throws IOException {
        Path folder = folders.remove(vfs);
        vfs.close();
        return open(folder);
    }

    private Vfs open(Path folder) throws IOException {
        LinuxVfs vfs = LinuxVfs.open(folder, options);
        folders.put(vfs, folder);
        return vfs;
    }

    /** Removes all folders. */
    @Override
    public void close() throws IOException {
        for (Path folder : folders.values()) {
            removeTree(folder);
        }
        folders.clear();
    }

    static void removeTree(Path top) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(top)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
