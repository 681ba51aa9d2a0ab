package dev.cleat.bench;

import dev.cleat.bench.load.Shape;
import dev.cleat.bench.load.Tree;
import dev.cleat.bench.report.Figure;
import dev.cleat.bench.report.Figures;
import dev.cleat.bench.server.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Resident memory: before, beside a thousand idle connections, after touching many files, and after a load. */
final class MemoryTrial {
    private static final int FILES = 200_000;
    private static final int IDLE = 1_000;
    private static final Tree TREE = new Tree(1_000, 64 << 20, 16 << 20, FILES, 2);
    private static final String SHAPE = "2x16";

    private final Options options;
    private final Console console;

    MemoryTrial(Options options, Console console) {
        this.options = options;
        this.console = console;
    }

    void run(Path folder, Figures figures) throws IOException, InterruptedException {
        try (Contest contest = new Contest(folder, TREE)) {
            contest.enter(Section.Who.ROOT, options);
            for (Contest.Entrant entrant : contest.entrants()) {
                figures(entrant, figures);
            }
        }
    }

    private void figures(Contest.Entrant entrant, Figures figures) throws IOException, InterruptedException {
        Usage usage = entrant.server().usage();
        keep(entrant, "at ready", entrant.ready(), figures);
        keep(entrant, "after the first thousand calls", usage.residentMiB(), figures);
        load(entrant, "getattr", options.measured);
        double before = usage.residentMiB();
        keep(entrant, "1,000 idle connections add", beside(entrant, usage) - before, figures);
        double untouched = usage.residentMiB();
        load(entrant, "touch", Duration.ofSeconds(15));
        keep(entrant, "200,000 touched files add", usage.residentMiB() - untouched, figures);
        for (String row : List.of("read1m", "write1m", "mixed")) {
            load(entrant, row, options.measured);
        }
        keep(entrant, "right after the load", usage.residentMiB(), figures);
        keep(entrant, "at its peak", usage.peakMiB(), figures);
    }

    private void load(Contest.Entrant entrant, String row, Duration time) throws IOException, InterruptedException {
        Meter meter = new Meter(entrant.server().usage());
        entrant.load().run(row, Shape.parse(SHAPE), options.warm, time, meter);
    }

    private static double beside(Contest.Entrant entrant, Usage usage) throws IOException, InterruptedException {
        List<SocketChannel> idle = new ArrayList<>();
        try {
            var address = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), entrant.server().target().port());
            for (int i = 0; i < IDLE; i++) {
                idle.add(SocketChannel.open(address));
            }
            Thread.sleep(Duration.ofSeconds(1));
            return usage.residentMiB();
        } finally {
            for (SocketChannel channel : idle) {
                channel.close();
            }
        }
    }

    private void keep(Contest.Entrant entrant, String what, double mebibytes, Figures figures) {
        String server = entrant.server().name();
        figures.add(Figure.single(server, "memory", what, 0, 0, mebibytes));
        console.say(String.format("%s: %s %.1f MiB", server, what, mebibytes));
    }
}
