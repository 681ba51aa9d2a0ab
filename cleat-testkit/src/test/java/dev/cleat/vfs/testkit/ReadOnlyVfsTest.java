package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.ReadOnlyVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;

class ReadOnlyVfsTest extends ReadOnlyVfsContract {
    @Override
    public Vfs createSample() throws IOException {
        MemoryVfs vfs = new MemoryVfs();
        SampleTree.plant(new VfsUser(vfs, caller()));
        return new ReadOnlyVfs(vfs);
    }
}
