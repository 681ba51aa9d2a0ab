package dev.cleat.bench;

import dev.cleat.bench.flame.Flame;
import dev.cleat.bench.load.Load;
import dev.cleat.bench.load.Shape;
import dev.cleat.bench.load.Tree;
import dev.cleat.bench.server.Caller;
import dev.cleat.bench.server.Checkout;
import dev.cleat.bench.server.Cleat;
import dev.cleat.bench.server.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One row against Cleat, with a recording of where its time goes. */
final class FlameTrial {
    private static final Tree TREE = new Tree(1_000, 64 << 20, 16 << 20, 10_000, 2);
    /** A compiler that has not finished would be in the picture. */
    private static final int LONGER = 3;

    private final Options options;

    FlameTrial(Options options) {
        this.options = options;
    }

    void run() throws IOException, InterruptedException {
        Path target = Files.createDirectories(Checkout.module().resolve("target"));
        Path recording = target.resolve("flame-" + options.flame + ".jfr");
        try (Ground ground = new Ground(options.folder)) {
            Path files = Files.createDirectories(ground.folder().resolve("files"));
            TREE.make(files);
            Path work = Files.createDirectories(ground.folder().resolve("work"));
            try (Server server = Cleat.start("cleat", Caller.uid(), "async", files, work)) {
                Flame flame = new Flame(server.usage().pid(), recording);
                Load load = Load.on(server.target(), TREE);
                Shape shape = Shape.parse("2x16");
                Meter meter = new Meter(server.usage());
                load.run(options.flame, shape, Duration.ZERO, options.warm.multipliedBy(LONGER), meter);
                flame.start();
                load.run(options.flame, shape, Duration.ZERO, options.measured.multipliedBy(LONGER), meter);
                flame.stop();
                System.out.println("bench: " + flame.draw("cleat, " + options.flame));
            }
        }
    }
}
