package dev.cleat.nio;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.testkit.Feature;
import dev.cleat.vfs.testkit.VfsContract;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Set;

/** A file system in memory that behaves as those of another system. */
abstract class JimfsContract extends VfsContract {
    private final Configuration configuration;

    JimfsContract(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public Vfs create() throws IOException {
        FileSystem jimfs = Jimfs.newFileSystem(configuration);
        return NioVfs.of(Files.createDirectory(jimfs.getPath("served")));
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.noneOf(Feature.class);
    }
}
