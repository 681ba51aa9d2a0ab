package dev.cleat.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who runs the comparison. */
public final class Caller {
    /** The ordinary user that servers run as when it is root who measures. */
    public static final int ORDINARY = 1000;

    private Caller() {}

    /** The user's number. */
    public static int uid() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /** Whether it is root. */
    public static boolean isRoot() throws IOException {
        return uid() == 0;
    }
}
