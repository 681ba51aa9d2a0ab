package dev.cleat.bench.server;

import dev.cleat.bench.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The server that does nothing, {@link Responder}, in a process of its own: what the machine gives at most. */
public final class Idler {
    private Idler() {}

    /** Starts it. */
    public static Server start(Path work) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String source = Checkout.module()
                .resolve("src/main/java/dev/cleat/bench/server/Responder.java")
                .toString();
        Child child = Child.start(List.of(java, "-XX:+UseSerialGC", source), work.resolve("log"));
        child.await(() -> child.said().endsWith("\n"));
        int port = Integer.parseInt(child.said().trim());
        return new Started("nothing", new Target(port, port, "/", 0), child);
    }
}
