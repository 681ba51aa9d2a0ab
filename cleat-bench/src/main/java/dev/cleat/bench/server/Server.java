package dev.cleat.bench.server;

import dev.cleat.bench.load.Target;
import java.io.IOException;

/** A server that runs on this machine. Closing it ends what was started. */
public interface Server extends AutoCloseable {
    /** As it is named in tables. */
    String name();

    /** Where it is called, and as whom. */
    Target target();

    /** Its process. */
    Usage usage();

    @Override
    void close() throws IOException;
}
