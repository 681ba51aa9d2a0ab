package dev.cleat.cli;

import dev.cleat.archive.ArchiveVfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code serve} is told to export: {@code PATH}, or {@code NAME=PATH} where the folder's own name will not do. A drive is
 * called by its letter.
 *
 * @param name under which clients mount it
 * @param path the folder or archive, absolute and without links, as the host knows it
 */
record ExportArgument(String name, Path path) {
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._+-]+)=(.+)", Pattern.DOTALL);
    private static final Pattern DRIVE = Pattern.compile("([A-Za-z]):[/\\\\]?");

    /**
     * @param files where the path is
     * @throws IllegalArgumentException with a line for the user
     */
    static ExportArgument parse(String text, FileSystem files) {
        Matcher named = NAMED.matcher(text);
        boolean isNamed = named.matches() && !exists(text, files);
        Path folder = existing(isNamed ? named.group(2) : text, files);
        return new ExportArgument(isNamed ? named.group(1) : nameOf(folder), folder);
    }

    /** The drives of Windows that can be read now: a card reader without a card cannot. None elsewhere. */
    static List<ExportArgument> drives(FileSystem files) {
        List<ExportArgument> drives = new ArrayList<>();
        for (Path root : files.getRootDirectories()) {
            if (DRIVE.matcher(root.toString()).matches() && Files.isDirectory(root)) {
                drives.add(new ExportArgument(nameOf(root), root));
            }
        }
        return drives;
    }

    private static String nameOf(Path folder) {
        Path last = folder.getFileName();
        if (last != null) {
            return last.toString();
        }
        Matcher drive = DRIVE.matcher(folder.toString());
        // An export called "/" breaks Windows.
        return drive.matches() ? drive.group(1).toLowerCase(Locale.ROOT) : "root";
    }

    private static boolean exists(String text, FileSystem files) {
        try {
            return Files.exists(files.getPath(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path existing(String text, FileSystem files) {
        try {
            Path path = files.getPath(withRoot(text, files));
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("no such folder: " + text);
            }
            if (!Files.isDirectory(path) && !ArchiveVfs.recognizes(path)) {
                throw new IllegalArgumentException("neither a zip or tar file nor a folder: " + text);
            }
            return path.toRealPath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no such folder: " + text, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be opened: " + text, e);
        }
    }

    /** To Windows {@code C:} is whatever folder somebody was in last on that drive. */
    private static String withRoot(String text, FileSystem files) {
        return NamePolicy.isWindowsLike(files)
                        && text.length() == 2
                        && DRIVE.matcher(text).matches()
                ? text + "\\"
                : text;
    }

    /** As {@link #parse} reads it again; a folder's own name may hold what a given one may not. */
    @Override
    public String toString() {
        return nameOf(path).equals(name) ? path.toString() : name + "=" + path;
    }
}
