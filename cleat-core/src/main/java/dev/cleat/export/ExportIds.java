package dev.cleat.export;

import java.io.IOException;

/** The 16-bit number that stands for an export in handles. It belongs to the name, for ever: not to a position in a list. */
@FunctionalInterface
public interface ExportIds {
    /** Of the root that lists all exports; no export has it. */
    int LISTING = 0;

    /**
     * @return 1 to 65535, always the same for a name, and different for different names
     */
    int idOf(String name) throws IOException;

    /**
     * Where a name's search begins. Equal on all machines, so that those which share a handle key mostly agree on the numbers
     * without sharing more.
     */
    static int preferred(String name) {
        return Math.floorMod(name.hashCode() * 0x9E3779B1, 65535) + 1;
    }
}
