package dev.cleat.nio;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The nine bits that java.nio.file has names for. */
final class PosixModes {
    private static final int BITS = 9;

    private PosixModes() {}

    static Set<PosixFilePermission> permissions(int mode) {
        StringBuilder text = new StringBuilder();
        for (int bit = BITS - 1; bit >= 0; bit--) {
            text.append(((mode >> bit) & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        return PosixFilePermissions.fromString(text.toString());
    }

    static int mode(Set<PosixFilePermission> permissions) {
        int mode = 0;
        for (char c : PosixFilePermissions.toString(permissions).toCharArray()) {
            mode = (mode << 1) | (c == '-' ? 0 : 1);
        }
        return mode;
    }
}
