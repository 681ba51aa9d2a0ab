package dev.cleat.rpc;

import java.io.IOException;

/** The call cannot be answered without waiting: it is to be run again, from the start, where that is allowed. */
public final class WouldBlockException extends IOException {
    private static final long serialVersionUID = 1;

    public WouldBlockException() {
        super("would block");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
