package dev.cleat.bench;

import dev.cleat.bench.load.Tree;
import dev.cleat.bench.report.Figure;
import dev.cleat.bench.server.Idler;
import dev.cleat.bench.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Measures sections, one after the other, and keeps what they give. For one thread. */
final class Comparison {
    private static final int ENTRIES = 100_000;
    private static final int CONNECTIONS = 64;
    private static final Tree FEW = new Tree(1_000, 64 << 20, 16 << 20, 1, 2);
    private static final Tree MANY_CONNECTIONS = new Tree(1_024, 64 << 20, 1 << 20, 1, CONNECTIONS);
    private static final Tree MANY_ENTRIES = new Tree(1_000, 64 << 20, 16 << 20, ENTRIES, 2);

    private final Options options;
    private final Results results;
    private final Console console = new Console();
    private boolean right = true;

    Comparison(Options options) throws IOException {
        this.options = options;
        this.results = new Results(options.results);
    }

    /** Answers whether every answer of Cleat's was right; those of the others are shown. */
    boolean run() throws IOException, InterruptedException {
        try (Ground ground = new Ground(options.folder)) {
            results.describe(ground.folder(), options);
            for (Section section : options.sections) {
                Path folder = Files.createDirectories(ground.folder().resolve(section.name()));
                run(section, folder);
                results.save();
            }
        }
        results.render();
        console.say("the table is in " + results.table());
        return right;
    }

    private void run(Section section, Path folder) throws IOException, InterruptedException {
        console.section(section);
        machine(section, folder);
        if (section == Section.MEMORY) {
            new MemoryTrial(options, console).run(folder, results.figures());
            return;
        }
        try (Contest contest = new Contest(folder, tree(section))) {
            contest.enter(section.who(), options);
            for (Section.Trial trial : section.trials()) {
                if (options.wantsRow(trial.workload())) {
                    for (Contest.Entrant entrant : contest.entrants()) {
                        run(entrant, trial);
                    }
                }
            }
        }
    }

    private void run(Contest.Entrant entrant, Section.Trial trial) throws IOException, InterruptedException {
        Figure figure = Contest.measure(entrant, trial.shape(), trial.workload(), options.warm, options.measured);
        right &= figure.problems().isEmpty() || !figure.server().startsWith("cleat");
        results.figures().add(figure);
        console.figure(figure);
    }

    private static Tree tree(Section section) {
        return switch (section) {
            case METADATA, DATA, DURABLE, LATENCY, DATAGRAMS, MEMORY -> FEW;
            case NAMES -> MANY_ENTRIES;
            case CONNECTIONS -> MANY_CONNECTIONS;
        };
    }

    /** The machine's own figures belong to the same run as those that are held against them. */
    private void machine(Section section, Path folder) throws IOException, InterruptedException {
        Path work = Files.createDirectories(folder.resolve("work-nothing"));
        Duration brief = options.measured.dividedBy(2);
        try (Server idler = Idler.start(work)) {
            for (Figure figure : Machine.measure(idler.target().port(), brief)) {
                if (section.judges(figure.workload()) || !results.figures().has(figure)) {
                    results.figures().add(figure);
                }
            }
            var load = dev.cleat.bench.load.Load.onNothing(idler.target(), FEW);
            Contest.Entrant nothing = new Contest.Entrant(idler, 0, load);
            for (Section.Trial trial : section.trials()) {
                if (trial.workload().equals("null") && !trial.shape().startsWith("udp")) {
                    results.figures().add(Contest.measure(nothing, trial.shape(), "null", brief, brief));
                }
            }
        }
    }
}
