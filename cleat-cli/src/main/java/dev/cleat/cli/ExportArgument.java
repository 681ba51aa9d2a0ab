package dev.cleat.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code serve} is told to export: {@code PATH}, or {@code NAME=PATH} where the folder's own name will not do.
 *
 * @param name under which clients mount it
 * @param path the folder, absolute and without links, as the host knows it
 */
record ExportArgument(String name, Path path) {
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._+-]+)=(.+)", Pattern.DOTALL);

    /**
     * @throws IllegalArgumentException with a line for the user
     */
    static ExportArgument parse(String text) {
        Matcher named = NAMED.matcher(text);
        boolean isNamed = named.matches() && !Files.exists(Path.of(text));
        Path folder = existing(isNamed ? named.group(2) : text);
        if (isNamed) {
            return new ExportArgument(named.group(1), folder);
        }
        Path last = folder.getFileName();
        if (last == null) {
            return new ExportArgument("root", folder); // an export called "/" breaks Windows
        }
        return new ExportArgument(last.toString(), folder);
    }

    private static Path existing(String text) {
        try {
            Path path = Path.of(text);
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("no such folder: " + text);
            }
            if (!Files.isDirectory(path)) {
                throw new IllegalArgumentException("not a folder: " + text);
            }
            return path.toRealPath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no such folder: " + text, e);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("cannot be opened: " + text, e);
        }
    }

    /** As {@link #parse} reads it again; a folder's own name may hold what a given one may not. */
    @Override
    public String toString() {
        Path last = path.getFileName();
        return last != null && last.toString().equals(name) ? path.toString() : name + "=" + path;
    }
}
