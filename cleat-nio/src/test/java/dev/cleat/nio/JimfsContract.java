package dev.cleat.nio;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
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

/** A file system in memory that behaves as those of another system: owners and modes are kept beside it. */
abstract class JimfsContract extends VfsContract {
    @TempDir
    Path state;

    private final Configuration configuration;
    private final Map<Vfs, Place> opened = new HashMap<>();

    private record Place(Path served, Path ids) {}

    JimfsContract(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public final Vfs create() throws IOException {
        Path served = Jimfs.newFileSystem(configuration).getPath("served");
        return open(new Place(Files.createDirectory(served), Files.createTempDirectory(state, "ids")));
    }

    private Vfs open(Place place) throws IOException {
        Vfs vfs = decorated(NioVfs.of(place.served, JournalIdMap.open(place.ids)));
        opened.put(vfs, place);
        return vfs;
    }

    @Override
    public final Vfs reopen(Vfs vfs) throws IOException {
        vfs.close();
        return open(opened.get(vfs));
    }

    /** As it is brought before the contract. */
    Vfs decorated(NioVfs files) {
        return files;
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.of(
                Feature.OWNERS,
                Feature.MODES,
                Feature.CALLERS,
                Feature.LINK_TIMES,
                Feature.CHANGE_TIMES,
                Feature.RESTARTS);
    }
}
