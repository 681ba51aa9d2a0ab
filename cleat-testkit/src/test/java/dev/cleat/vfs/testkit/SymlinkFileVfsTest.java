package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import java.util.EnumSet;
import java.util.Set;

class SymlinkFileVfsTest extends VfsContract {
    @Override
    public Vfs create() {
        return new SymlinkFileVfs(new NoSymlinksVfs(new MemoryVfs()));
    }

    /** Targets must be text, so byte names are left out here; {@link SymlinkFileTest} has them. */
    @Override
    public Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.RESTARTS, Feature.BYTE_NAMES));
    }
}
