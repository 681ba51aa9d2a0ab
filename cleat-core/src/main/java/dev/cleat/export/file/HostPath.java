package dev.cleat.export.file;

import dev.cleat.vfs.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path as a host writes it: {@code /srv/data}, {@code C:\Users\Foo}, {@code \\server\share\folder}. Of Windows' both kinds of
 * slashes part the components, and a drive is called by its letter with or without a colon, so that {@code C:/users/foo} and
 * {@code /c/users/foo} are the same.
 *
 * @param components from the top down; a drive is its letter in lower case
 * @param windows it is one of Windows'
 */
record HostPath(List<Name> components, boolean windows) {
    static final HostPath NONE = new HostPath(List.of(), false);

    private static final Pattern DRIVE = Pattern.compile("[/\\\\]*[A-Za-z]:([/\\\\].*)?", Pattern.DOTALL);

    HostPath {
        components = List.copyOf(components);
    }

    static HostPath of(@Nullable String path) {
        return path == null ? NONE : of(Name.of(path));
    }

    static HostPath of(Name path) {
        // One character for each byte, so that nothing is lost of what is not UTF-8.
        String text = new String(path.toBytes(), StandardCharsets.ISO_8859_1);
        boolean drive = DRIVE.matcher(text).matches();
        boolean windows = drive || text.startsWith("\\\\");
        List<Name> components = new ArrayList<>(split(text, windows));
        if (drive) {
            String letter = components.getFirst().toString().substring(0, 1);
            components.set(0, Name.of(letter.toLowerCase(Locale.ROOT)));
        }
        return new HostPath(components, windows);
    }

    /** Without empty ones and "."; ".." stays. */
    private static List<Name> split(String path, boolean windows) {
        return List.of(path.split(windows ? "[/\\\\]" : "/")).stream()
                .filter(component -> !component.isEmpty() && !component.equals("."))
                .map(component -> Name.of(component.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
    }

    /** Whether a path leads to this folder or below it. This one's length is then what leads to it. */
    boolean isAbove(List<Name> path, boolean ignoresCase) {
        if (components.isEmpty() || components.size() > path.size()) {
            return false;
        }
        for (int i = 0; i < components.size(); i++) {
            boolean isDrive = windows && i == 0;
            if (!isSame(components.get(i), path.get(i), ignoresCase || isDrive)) {
                return false;
            }
        }
        return true;
    }

    static boolean isSame(Name one, Name other, boolean ignoresCase) {
        return one.equals(other)
                || (ignoresCase
                        && one.isText()
                        && other.isText()
                        && one.toString().equalsIgnoreCase(other.toString()));
    }
}
