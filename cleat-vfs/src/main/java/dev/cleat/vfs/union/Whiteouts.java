package dev.cleat.vfs.union;

import dev.cleat.vfs.Name;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names in the upper layer that are not the clients': they begin with {@code .wh.}, as in the layers of container images. */
final class Whiteouts {
    private static final byte[] PREFIX = ".wh.".getBytes(StandardCharsets.US_ASCII);
    private static final String COPY = ".wh..copy-";

    private Whiteouts() {}

    /** By how much a whiteout's name is longer than the name that it hides. */
    static int length() {
        return PREFIX.length;
    }

    /** The entry that hides what the lower layer has under this name. */
    static Name of(Name name) {
        byte[] bytes = Arrays.copyOf(PREFIX, PREFIX.length + name.length());
        System.arraycopy(name.toBytes(), 0, bytes, PREFIX.length, name.length());
        return Name.of(bytes);
    }

    /** A name for a file that is being copied and is not yet whole. */
    static Name copy(long number) {
        return Name.of(COPY + Long.toHexString(number));
    }

    static boolean isReserved(Name name) {
        if (name.length() < PREFIX.length) {
            return false;
        }
        for (int i = 0; i < PREFIX.length; i++) {
            if (name.byteAt(i) != PREFIX[i]) {
                return false;
            }
        }
        return true;
    }
}
