package dev.cleat.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that is measured on: one that was named is kept, another is made, and goes with the program at the latest. */
final class Ground implements AutoCloseable {
    private final Path folder;
    private final boolean ours;

    Ground(Optional<Path> named) throws IOException {
        ours = named.isEmpty();
        // Not in /tmp, which may be in memory: the disk is part of the comparison.
        folder = ours ? Files.createTempDirectory(Path.of("/var/tmp"), "cleat-bench.") : named.orElseThrow();
        Files.createDirectories(folder);
        if (ours) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (ours) {
            remove();
        }
    }

    private synchronized void remove() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException left) {
            System.err.println("bench: left behind: " + folder);
        }
    }
}
