package dev.cleat.client;

import dev.cleat.nfs3.Stability;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * What is to be done with a file.
 *
 * @param read whether it may be read
 * @param write whether it may be written
 * @param append whether writes go to its end
 * @param truncate whether it is emptied first
 * @param making whether it is made
 * @param stability how safe data are when a write returns
 */
record OpenMode(boolean read, boolean write, boolean append, boolean truncate, Making making, Stability stability) {
    /** Whether a file is made. */
    enum Making {
        NEVER,
        IF_ABSENT,
        ALWAYS
    }

    private static final Set<StandardOpenOption> KNOWN = Set.of(
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.CREATE,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.SYNC,
            StandardOpenOption.DSYNC);

    static OpenMode of(Set<? extends OpenOption> options) {
        Set<OpenOption> unknown = new HashSet<>(options);
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new UnsupportedOperationException("no such option here: " + unknown);
        }
        boolean append = options.contains(StandardOpenOption.APPEND);
        boolean write = append || options.contains(StandardOpenOption.WRITE);
        boolean truncate = write && options.contains(StandardOpenOption.TRUNCATE_EXISTING);
        if (append && (truncate || options.contains(StandardOpenOption.READ))) {
            throw new IllegalArgumentException("APPEND goes neither with READ nor with TRUNCATE_EXISTING");
        }
        return new OpenMode(
                !write || options.contains(StandardOpenOption.READ),
                write,
                append,
                truncate,
                write ? making(options) : Making.NEVER,
                stability(options));
    }

    private static Making making(Set<? extends OpenOption> options) {
        if (options.contains(StandardOpenOption.CREATE_NEW)) {
            return Making.ALWAYS;
        }
        return options.contains(StandardOpenOption.CREATE) ? Making.IF_ABSENT : Making.NEVER;
    }

    private static Stability stability(Set<? extends OpenOption> options) {
        if (options.contains(StandardOpenOption.SYNC)) {
            return Stability.FILE_SYNC;
        }
        return options.contains(StandardOpenOption.DSYNC) ? Stability.DATA_SYNC : Stability.UNSTABLE;
    }
}
