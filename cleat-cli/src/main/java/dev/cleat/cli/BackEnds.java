package dev.cleat.cli;

import dev.cleat.server.StateFolder;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;

/** Opens what is served. */
final class BackEnds {
    private final String choice;
    private final boolean crossMounts;
    private final StateFolder state;

    BackEnds(String choice, boolean crossMounts, StateFolder state) {
        this.choice = choice;
        this.crossMounts = crossMounts;
        this.state = state;
    }

    Vfs open(ExportArgument export) throws IOException {
        return new MemoryVfs();
    }
}
