package dev.cleat.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All figures, the latest of each kind, with what is known of the machine. A comparison in parts adds to what the parts before
 * it have left in the file. For one thread.
 */
public final class Figures {
    private static final String NOTE = "# ";

    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    /** Reads a file; one that is not there has no figures. */
    public static Figures read(Path file) throws IOException {
        Figures all = new Figures();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(NOTE)) {
                    String[] note = line.substring(NOTE.length()).split(": ", 2);
                    all.notes.put(note[0], note[1]);
                } else if (!line.equals(Figure.HEADER) && !line.isBlank()) {
                    all.add(Figure.parse(line));
                }
            }
        }
        return all;
    }

    /** Writes them, a line each. */
    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        notes.forEach((what, text) -> lines.add(NOTE + what + ": " + text));
        lines.add(Figure.HEADER);
        figures.values().forEach(figure -> lines.add(figure.line()));
        Files.write(file, lines);
    }

    /** Keeps a figure instead of the one that was there for the same. */
    public void add(Figure figure) {
        figures.put(figure.key(), figure);
    }

    /** Whether there is one for the same. */
    public boolean has(Figure figure) {
        return figures.containsKey(figure.key());
    }

    /** Keeps a word on how things were measured. */
    public void note(String what, String text) {
        notes.put(what, text);
    }

    Map<String, String> notes() {
        return notes;
    }

    Collection<Figure> all() {
        return figures.values();
    }

    Optional<Figure> find(String server, String shape, String workload) {
        return Optional.ofNullable(figures.get(server + "\t" + shape + "\t" + workload));
    }

    /** The servers that have figures of a shape, in the order in which they came. */
    List<String> servers(String shape) {
        return figures.values().stream()
                .filter(figure -> figure.shape().equals(shape))
                .map(Figure::server)
                .distinct()
                .toList();
    }

    /** The workloads that have figures of a shape, in the order in which they came. */
    List<String> workloads(String shape) {
        return figures.values().stream()
                .filter(figure -> figure.shape().equals(shape))
                .map(Figure::workload)
                .distinct()
                .toList();
    }
}
