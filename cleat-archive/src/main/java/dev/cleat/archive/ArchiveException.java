package dev.cleat.archive;

import java.io.IOException;

/** An archive does not keep to its format, or goes beyond the limits. The message is for the user. */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1;

    ArchiveException(String message) {
        super(message);
    }
}
