package dev.cleat.cli;

import dev.cleat.desktop.MountCommand;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code mount} is told to mount: {@code HOST:/name}, an IPv6 address in brackets.
 *
 * @param host a name or an address, without brackets
 * @param path absolute, as MOUNT takes it
 */
record RemoteFolder(String host, String path) {
    private static final Pattern SHAPE =
            Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]/\\\\-][^:/\\\\]*)):(/.*)", Pattern.DOTALL);

    /**
     * @throws IllegalArgumentException with a line for the user
     */
    static RemoteFolder parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException("what to mount is written HOST:/name, not " + Printable.of(text));
        }
        String host = shape.group(1) != null ? shape.group(1) : shape.group(2);
        return new RemoteFolder(host, shape.group(3));
    }

    @Override
    public String toString() {
        return words().source();
    }

    /** As Windows writes it. */
    String share() {
        return words().share();
    }

    private MountCommand words() {
        return new MountCommand(host, path, OptionalInt.empty(), OptionalInt.empty(), false, List.of());
    }
}
