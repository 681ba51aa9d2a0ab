package dev.cleat.nio;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.idmap.JournalIdMap;
import dev.cleat.vfs.testkit.Feature;
import dev.cleat.vfs.testkit.VfsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** The file system of the machine that the test runs on. */
class HostNioVfsTest extends VfsContract {
    @TempDir
    Path folder;

    private final Map<Vfs, Path> opened = new HashMap<>();

    @Override
    public Vfs create() throws IOException {
        Path place = Files.createTempDirectory(folder, "served");
        Files.createDirectory(place.resolve("root"));
        Files.createDirectory(place.resolve("state"));
        return open(place);
    }

    private Vfs open(Path place) throws IOException {
        Vfs vfs = NioVfs.of(place.resolve("root"), JournalIdMap.open(place.resolve("state")));
        opened.put(vfs, place);
        return vfs;
    }

    @Override
    public Vfs reopen(Vfs vfs) throws IOException {
        vfs.close();
        return open(opened.get(vfs));
    }

    @Override
    public Set<Feature> features() {
        return hostFeatures();
    }

    static Set<Feature> hostFeatures() {
        Set<Feature> features =
                EnumSet.complementOf(EnumSet.of(Feature.DEVICES, Feature.FIFOS, Feature.GAPS, Feature.LINK_BYTES));
        if (!"root".equals(System.getProperty("user.name"))) {
            features.removeAll(EnumSet.of(Feature.OWNERS, Feature.CALLERS));
        }
        return features;
    }
}
