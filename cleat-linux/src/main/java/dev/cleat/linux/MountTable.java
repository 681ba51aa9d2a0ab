package dev.cleat.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is mounted where, as {@code /proc/self/mountinfo} of proc(5) had it when it was read. */
record MountTable(List<Mount> mounts) {
    /**
     * One mount. Strings hold bytes, one in each character.
     *
     * @param id the kernel's number of the mount
     * @param device major and minor number of the file system
     * @param root what part of the file system is mounted
     * @param point where it appears
     * @param type the file system's name
     * @param source the device, or whatever stands for one
     */
    record Mount(int id, String device, String root, String point, String type, String source) {
        /** Whether it appears strictly below this path. */
        boolean isBelow(String path) {
            return point.startsWith(path.endsWith("/") ? path : path + "/") && point.length() > path.length();
        }
    }

    static MountTable read() throws IOException {
        List<Mount> mounts = new ArrayList<>();
        Path table = Path.of("/proc/self/mountinfo");
        for (String line : Files.readAllLines(table, StandardCharsets.ISO_8859_1)) {
            Mount mount = parse(line);
            if (mount != null) {
                mounts.add(mount);
            }
        }
        return new MountTable(mounts);
    }

    /** Of several with one number, which does not happen, and of a number that is not there, null. */
    @Nullable Mount byId(int id) {
        for (Mount mount : mounts) {
            if (mount.id == id) {
                return mount;
            }
        }
        return null;
    }

    /** Whether another mount shows the same part of the same file system. */
    boolean isRepeated(Mount wanted) {
        for (Mount mount : mounts) {
            if (mount.id != wanted.id && mount.device.equals(wanted.device) && mount.root.equals(wanted.root)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Mount parse(String line) {
        String[] fields = line.split(" ", -1);
        for (int dash = 6; dash + 2 < fields.length; dash++) {
            if (fields[dash].equals("-")) {
                return new Mount(
                        Integer.parseInt(fields[0]),
                        fields[2],
                        unescape(fields[3]),
                        unescape(fields[4]),
                        fields[dash + 1],
                        unescape(fields[dash + 2]));
            }
        }
        return null;
    }

    /** Blanks, tabs, line ends and back-slashes stand there as three octal digits. */
    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 3 < field.length()) {
                plain.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
