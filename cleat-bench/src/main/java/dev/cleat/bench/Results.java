package dev.cleat.bench;

import dev.cleat.bench.report.Figure;
import dev.cleat.bench.report.Figures;
import dev.cleat.bench.report.Plot;
import dev.cleat.bench.report.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The files that a comparison leaves: {@code figures.tsv}, and made from it {@code table.md} and {@code plot.svg}. */
final class Results {
    private final Path folder;
    private final Figures figures;

    Results(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.figures = Figures.read(folder.resolve("figures.tsv"));
    }

    Figures figures() {
        return figures;
    }

    Path table() {
        return folder.resolve("table.md");
    }

    /** Says on what and how it was measured. */
    void describe(Path ground, Options options) throws IOException {
        String kernel = Files.readString(Path.of("/proc/sys/kernel/osrelease")).trim();
        int processors = Runtime.getRuntime().availableProcessors();
        figures.note("date", LocalDate.now(ZoneOffset.UTC).toString());
        figures.note(
                "machine",
                "%d processors, Linux %s, Java %s"
                        .formatted(processors, kernel.replaceAll("-.*", ""), Runtime.version()));
        figures.note("folder", "on " + Files.getFileStore(ground).type());
        figures.note(
                "measured",
                "%.1f s each, after %.1f s of warming up"
                        .formatted(options.measured.toMillis() / 1e3, options.warm.toMillis() / 1e3));
    }

    void save() throws IOException {
        figures.write(folder.resolve("figures.tsv"));
    }

    /** Takes over what Linux's client felt: server, workload, seconds, CPU seconds of the server. */
    void adopt(Path file) throws IOException {
        for (String line : Files.readAllLines(file)) {
            String[] part = line.split("\t", -1);
            double seconds = Double.parseDouble(part[2]);
            double cpu = Double.parseDouble(part[3]);
            figures.add(Figure.felt(part[0], part[1], seconds, cpu));
        }
        save();
        render();
    }

    void render() throws IOException {
        Files.writeString(table(), Tables.of(figures));
        Files.writeString(folder.resolve("plot.svg"), Plot.of(figures));
    }
}
