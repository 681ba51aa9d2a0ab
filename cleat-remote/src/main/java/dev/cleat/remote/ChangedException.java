package dev.cleat.remote;

import java.io.IOException;

/** The origin has another version of the file, or none any more. */
public final class ChangedException extends IOException {
    private static final long serialVersionUID = 1;

    public ChangedException(String message) {
        super(message);
    }
}
