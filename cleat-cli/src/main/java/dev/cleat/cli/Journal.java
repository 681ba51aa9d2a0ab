package dev.cleat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** systemd's journal: it keeps time and name itself, and reads how grave a line is from its beginning. */
final class Journal {
    private Journal() {}

    /**
     * Whether it reads our standard error. A program started from one that logs there inherits the variable as well, and
     * may still have another standard error.
     *
     * @param stream {@code JOURNAL_STREAM}: device and inode, as {@code stat} tells them
     * @param standardError a path to it
     */
    static boolean reads(@Nullable String stream, Path standardError) {
        if (stream == null) {
            return false;
        }
        try {
            return stream.equals(Files.getAttribute(standardError, "unix:dev") + ":"
                    + Files.getAttribute(standardError, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    static boolean readsUs() {
        return reads(System.getenv("JOURNAL_STREAM"), Path.of("/proc/self/fd/2"));
    }

    /** Numbered as syslog does: 3 for errors, 4 for warnings, 6 for information, 7 for the rest. */
    static String prefix(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "<3>";
        }
        if (value >= Level.WARNING.intValue()) {
            return "<4>";
        }
        return value >= Level.INFO.intValue() ? "<6>" : "<7>";
    }
}
