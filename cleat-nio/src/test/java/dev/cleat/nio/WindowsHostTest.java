package dev.cleat.nio;

import com.google.common.jimfs.Configuration;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.MappedNamesVfs;
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import dev.cleat.vfs.decorate.WindowsNames;
import dev.cleat.vfs.testkit.Feature;
import java.util.EnumSet;
import java.util.Set;

/** A host like Windows as it is served: links are text files, and no name is forbidden. */
class WindowsHostTest extends JimfsContract {
    WindowsHostTest() {
        super(Configuration.windows());
    }

    @Override
    Vfs decorated(NioVfs files) {
        return new SymlinkFileVfs(new MappedNamesVfs(files, new WindowsNames()));
    }

    @Override
    public Set<Feature> features() {
        Set<Feature> features = EnumSet.copyOf(super.features());
        features.addAll(EnumSet.of(Feature.ODD_NAMES, Feature.LINK_BYTES));
        return features;
    }
}
