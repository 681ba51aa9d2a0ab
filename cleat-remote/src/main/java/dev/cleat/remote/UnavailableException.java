package dev.cleat.remote;

import java.io.IOException;

/** The origin does not answer, or not as it should, and may do so again. */
public final class UnavailableException extends IOException {
    private static final long serialVersionUID = 1;

    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
