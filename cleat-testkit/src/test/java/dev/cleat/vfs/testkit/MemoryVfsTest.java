package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.memory.MemoryVfs;
import java.util.EnumSet;
import java.util.Set;

class MemoryVfsTest extends VfsContract {
    @Override
    public Vfs create() {
        return new MemoryVfs();
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.RESTARTS));
    }
}
