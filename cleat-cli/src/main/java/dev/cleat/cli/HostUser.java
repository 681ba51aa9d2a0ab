package dev.cleat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who runs this process, where the system has numbers for that. */
final class HostUser {
    private static final Path SELF = Path.of("/proc/self");

    private HostUser() {}

    /** Unsigned; -1 where it cannot be told. */
    static int id() throws IOException {
        return Files.isDirectory(SELF) ? (int) Files.getAttribute(SELF, "unix:uid") : -1;
    }

    /** The group, as {@link #id}. */
    static int group() throws IOException {
        return Files.isDirectory(SELF) ? (int) Files.getAttribute(SELF, "unix:gid") : -1;
    }
}
