package dev.cleat.bench.server;

import java.nio.file.Path;

/** Where the sources are: the launcher of the comparison says it in the property {@code bench.root}. */
public final class Checkout {
    private Checkout() {}

    /** The folder with {@code ./cleat} and {@code ./bench}. */
    public static Path root() {
        return Path.of(System.getProperty("bench.root", ".")).toAbsolutePath().normalize();
    }

    /** The folder of this module. */
    public static Path module() {
        return root().resolve("cleat-bench");
    }
}
