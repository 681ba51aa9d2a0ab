package dev.cleat.bench.server;

import dev.cleat.bench.load.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The server that does nothing, {@link Responder}, in a process of its own: what the machine gives at most. */
public final class Idler implements Server {
    private final Child child;
    private final int port;

    private Idler(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /** Starts it. */
    public static Idler start(Path work) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String source = Checkout.module()
                .resolve("src/main/java/dev/cleat/bench/server/Responder.java")
                .toString();
        Child child = Child.start(List.of(java, "-XX:+UseSerialGC", source), work.resolve("log"));
        child.await(() -> child.said().endsWith("\n"));
        return new Idler(child, Integer.parseInt(child.said().trim()));
    }

    @Override
    public String name() {
        return "nothing";
    }

    @Override
    public Target target() {
        return new Target(port, port, "/", 0);
    }

    @Override
    public Usage usage() {
        return new Usage(child.pid());
    }

    @Override
    public void close() {
        child.end();
    }
}
