package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.memory.MemoryVfs;

/** Holds the model and the forwarding decorator against each other: whatever a decorator loses would show. */
class MemoryVfsModelTest extends VfsModel {
    @Override
    public Vfs create() {
        return new ForwardingVfs(new MemoryVfs());
    }
}
