package dev.cleat.server;

import dev.cleat.export.ExportIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** Numbers of exports in a text file, a line each: number, tab, name. Guarded by this object's lock. */
final class StoredExportIds implements ExportIds {
    private final Path file;
    private final TreeMap<Integer, String> names = new TreeMap<>();

    StoredExportIds(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                int tab = line.indexOf('\t');
                try {
                    names.put(Integer.parseInt(line, 0, Math.max(tab, 0), 10), line.substring(tab + 1));
                } catch (NumberFormatException e) {
                    throw new StateException(file + " is damaged: \"" + line.replaceAll("\\p{Cntrl}", "?") + "\"");
                }
            }
        }
    }

    @Override
    public synchronized int idOf(String name) throws IOException {
        int before = names.size();
        int id = ExportIds.assign(names, name);
        if (names.size() != before) {
            save();
        }
        return id;
    }

    private void save() throws IOException {
        StringBuilder text = new StringBuilder();
        names.forEach((id, name) -> text.append(id).append('\t').append(name).append('\n'));
        StateFolder.replace(file, text.toString());
    }
}
