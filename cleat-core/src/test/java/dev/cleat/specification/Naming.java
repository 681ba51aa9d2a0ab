package dev.cleat.specification;

import java.util.Locale;
import java.util.regex.Pattern;

/** How names of the files and of the classes correspond. */
final class Naming {
    private static final Pattern UNDERSCORE = Pattern.compile("_(.)");

    private Naming() {}

    /** {@code obj_attributes} is {@code objAttributes}. */
    static String camelCase(String name) {
        return UNDERSCORE.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    /** {@code SetToServerTime} is {@code SET_TO_SERVER_TIME}. */
    static String constantCase(String className) {
        return className.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /** A constant of the file may have a prefix: {@code NFS3ERR_STALE}, {@code MOUNTPROC_MNT}. */
    static boolean matches(String label, String name) {
        return label.equals(name) || label.endsWith("_" + name);
    }

    static boolean matches(String label, Enum<?> constant) {
        return label.equals(constant.toString()) || matches(label, constant.name());
    }
}
