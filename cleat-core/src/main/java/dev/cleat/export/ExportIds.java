package dev.cleat.export;

import java.io.IOException;
import java.util.Map;

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
     * Finds the number of a name among those given so far, or gives it one. The search begins at the name's hash, so that
     * machines which share a handle key mostly agree on the numbers without sharing more.
     *
     * @param names by number; a new one is added
     * @throws IOException where all numbers are taken
     */
    static int assign(Map<Integer, String> names, String name) throws IOException {
        int first = preferred(name);
        int id = first;
        while (!name.equals(names.getOrDefault(id, name))) {
            id = id == 0xFFFF ? 1 : id + 1;
            if (id == first) {
                throw new IOException("all numbers for exports are taken");
            }
        }
        names.put(id, name);
        return id;
    }

    /** Where a name's search begins. */
    static int preferred(String name) {
        return Math.floorMod(name.hashCode() * 0x9E3779B1, 65535) + 1;
    }
}
