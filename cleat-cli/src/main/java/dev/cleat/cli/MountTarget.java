package dev.cleat.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Where something is to be mounted. */
final class MountTarget {
    private MountTarget() {}

    /**
     * A line that says what is wrong with it; empty where nothing is.
     *
     * @param exists whether there is a folder, drives being folders
     */
    static String objection(Platform platform, String target, Predicate<Path> exists) {
        if (platform != Platform.WINDOWS) {
            return folder(target, Path.of(target), exists);
        }
        if (!target.matches("[A-Za-z]:|\\*")) {
            return "Windows mounts at a drive letter such as Z:, or * for any that is free, not "
                    + Printable.of(target);
        }
        return !target.equals("*") && exists.test(Path.of(target + "/")) ? "drive " + target + " is taken" : "";
    }

    private static String folder(String target, Path path, Predicate<Path> exists) {
        String shown = Printable.of(target);
        if (!exists.test(path)) {
            return Files.exists(path)
                    ? shown + " is not a folder"
                    : "there is no folder %s: make it first".formatted(shown);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            return entries.iterator().hasNext()
                    ? "%s is not empty, or something is mounted there already: choose an empty folder".formatted(shown)
                    : "";
        } catch (IOException e) {
            return "%s cannot be listed: %s".formatted(shown, Printable.of(e));
        }
    }

    /** The same folder, wherever it is said; drive letters are that already. */
    static String absolute(Platform platform, String target) {
        return platform == Platform.WINDOWS
                ? target
                : Path.of(target).toAbsolutePath().normalize().toString();
    }
}
