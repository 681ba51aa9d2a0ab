package dev.cleat.bench.server;

import dev.cleat.bench.load.Target;

/**
 * A server that somebody else has started, on the same folder.
 *
 * @param name as it is to be named in tables
 * @param target where it is called
 * @param usage its process
 */
public record Other(String name, Target target, Usage usage) implements Server {
    @Override
    public void close() {}
}
