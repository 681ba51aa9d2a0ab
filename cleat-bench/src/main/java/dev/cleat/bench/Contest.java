package dev.cleat.bench;

import dev.cleat.bench.load.Load;
import dev.cleat.bench.load.Shape;
import dev.cleat.bench.load.Tree;
import dev.cleat.bench.report.Figure;
import dev.cleat.bench.server.Caller;
import dev.cleat.bench.server.Cleat;
import dev.cleat.bench.server.Ganesha;
import dev.cleat.bench.server.Server;
import dev.cleat.bench.server.Unfs3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Servers on the same files, all running at once. Closing it ends them. For one thread. */
final class Contest implements AutoCloseable {
    private final List<Entrant> entrants = new ArrayList<>();
    private final Path folder;
    private final Tree tree;

    /**
     * A server, and the load that it gets.
     *
     * @param ready resident MiB before its first call
     */
    record Entrant(Server server, double ready, Load load) {}

    Contest(Path folder, Tree tree) {
        this.folder = folder;
        this.tree = tree;
    }

    /** Starts the servers that are wanted and can be had. */
    void enter(Section.Who who, Options options) throws IOException, InterruptedException {
        int self = Caller.uid();
        switch (who) {
            case EVERYBODY -> {
                everybody(options, self);
                if (self == 0 && options.wantsServer("cleat-user")) {
                    add(Cleat.start("cleat-user", Caller.ORDINARY, "async", ground(Caller.ORDINARY), work("user")));
                }
            }
            case ROOT -> everybody(options, self);
            case DURABLE -> {
                if (options.wantsServer("cleat-sync")) {
                    add(Cleat.start("cleat-sync", self, "sync", ground(self), work("sync")));
                }
            }
        }
    }

    private void everybody(Options options, int self) throws IOException, InterruptedException {
        if (options.wantsServer("cleat")) {
            add(Cleat.start("cleat", self, "async", ground(self), work("cleat")));
        }
        if (options.wantsServer("ganesha") && Ganesha.available()) {
            add(Ganesha.start(ground(self), work("ganesha")));
        }
        Optional<Path> unfs3 = Unfs3.program();
        if (options.wantsServer("unfs3") && unfs3.isPresent()) {
            add(Unfs3.start(unfs3.get(), ground(self), work("unfs3")));
        }
        for (Peer peer : options.peers) {
            add(peer.on(ground(self)));
        }
    }

    private void add(Server server) throws IOException {
        try {
            double ready = server.usage().residentMiB();
            entrants.add(new Entrant(server, ready, Load.on(server.target(), tree)));
        } catch (IOException failed) {
            server.close();
            throw new IOException(server.name() + ": " + failed.getMessage(), failed);
        }
    }

    /** The same files for each user that a server runs as, so that it may change them. */
    private Path ground(int uid) throws IOException, InterruptedException {
        Path ground = Files.createDirectories(folder.resolve("files-" + uid));
        tree.make(ground);
        if (uid != Caller.uid()) {
            new ProcessBuilder("chown", "-R", uid + ":" + uid, ground.toString())
                    .start()
                    .waitFor();
        }
        return ground;
    }

    private Path work(String name) throws IOException {
        return Files.createDirectories(folder.resolve("work-" + name));
    }

    List<Entrant> entrants() {
        return entrants;
    }

    static Figure measure(Entrant entrant, String shape, String workload, Duration warm, Duration measured)
            throws IOException, InterruptedException {
        Meter meter = new Meter(entrant.server().usage());
        var sample = entrant.load().run(workload, Shape.parse(shape), warm, measured, meter);
        return Figure.of(entrant.server().name(), shape, workload, sample, meter.costs(sample.seconds()));
    }

    @Override
    public void close() throws IOException {
        for (Entrant entrant : entrants) {
            entrant.server().close();
        }
    }
}
