package dev.cleat.server;

import dev.cleat.export.ExportIds;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Numbers of exports for a server without a memory: by name, so that they mostly agree from start to start. */
final class HashedExportIds implements ExportIds {
    private final Map<Integer, String> names = new HashMap<>();

    @Override
    public synchronized int idOf(String name) throws IOException {
        return ExportIds.assign(names, name);
    }
}
