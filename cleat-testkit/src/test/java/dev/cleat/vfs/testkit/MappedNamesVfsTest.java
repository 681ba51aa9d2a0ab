package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.MappedNamesVfs;
import dev.cleat.vfs.decorate.WindowsNames;
import dev.cleat.vfs.memory.MemoryVfs;
import java.util.EnumSet;
import java.util.Set;

class MappedNamesVfsTest extends VfsContract {
    @Override
    public Vfs create() {
        return new MappedNamesVfs(new MemoryVfs(), new WindowsNames());
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.RESTARTS));
    }
}
