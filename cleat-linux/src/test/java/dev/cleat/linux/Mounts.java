package dev.cleat.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Mounts file systems for a test, and takes them away again whatever happens. */
final class Mounts implements AutoCloseable {
    private final Deque<Path> points = new ArrayDeque<>();

    Path tmpfs(Path point) throws Exception {
        return mount(point, "-t", "tmpfs", "-o", "mode=0755,size=16m", "tmpfs");
    }

    Path bind(Path source, Path point) throws Exception {
        return mount(point, "--bind", source.toString());
    }

    /** An overlay of two folders that are made beside the mount point. */
    Path overlay(Path lower, Path above) throws Exception {
        Path upper = Files.createDirectories(above.resolve("upper"));
        Path work = Files.createDirectories(above.resolve("work"));
        String options = "lowerdir=" + lower + ",upperdir=" + upper + ",workdir=" + work;
        return mount(above.resolve("merged"), "-t", "overlay", "-o", options, "overlay");
    }

    /** A folder shown once more by a program in user space. */
    Path fuse(Path source, Path point) throws Exception {
        HostUser.assumeRoot();
        Files.createDirectories(point);
        Host.run("bindfs", "-o", "allow_other", source.toString(), point.toString());
        points.push(point);
        return point;
    }

    private Path mount(Path point, String... arguments) throws Exception {
        HostUser.assumeRoot();
        Files.createDirectories(point);
        List<String> command = new ArrayList<>(List.of("mount"));
        Collections.addAll(command, arguments);
        command.add(point.toString());
        Host.run(command.toArray(String[]::new));
        points.push(point);
        return point;
    }

    void unmount(Path point) throws Exception {
        points.remove(point);
        Host.run("umount", point.toString());
    }

    @Override
    public void close() throws IOException {
        while (!points.isEmpty()) {
            try {
                Host.succeeds("umount", "--lazy", points.pop().toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
