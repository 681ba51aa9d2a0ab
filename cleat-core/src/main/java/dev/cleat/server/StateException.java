package dev.cleat.server;

import java.io.IOException;

/** The state folder cannot be used; the message tells the user why, in one line. */
public final class StateException extends IOException {
    private static final long serialVersionUID = 1;

    public StateException(String message) {
        super(message);
    }

    public StateException(String message, IOException cause) {
        super(message, cause);
    }
}
