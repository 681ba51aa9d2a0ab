package dev.cleat.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many files and sockets this process may have open at once: {@code ulimit -n}. */
final class OpenFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String LINE = "Max open files";

    private OpenFiles() {}

    /** As the system says; 2^31-1 where it does not, or where there is no bound. */
    static int limit() {
        try {
            return limitIn(Files.readAllLines(LIMITS));
        } catch (IOException notLinux) {
            return Integer.MAX_VALUE;
        }
    }

    /**
     * @param lines name, bound in force, highest bound, unit
     */
    static int limitIn(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith(LINE)) {
                String bound = line.substring(LINE.length()).trim().split("\\s+", 2)[0];
                return bound.matches("\\d{1,9}") ? Integer.parseInt(bound) : Integer.MAX_VALUE;
            }
        }
        return Integer.MAX_VALUE;
    }
}
