package dev.cleat.cli;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.memory.MemoryVfs;

/** Opens what is served. */
final class BackEnds {
    private BackEnds() {}

    static Vfs open() {
        return new MemoryVfs();
    }
}
