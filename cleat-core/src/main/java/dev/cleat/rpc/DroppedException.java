package dev.cleat.rpc;

import java.io.IOException;

/** The call gets no answer: a handler throws it where the protocol has no answer that would not do harm. */
public final class DroppedException extends IOException {
    private static final long serialVersionUID = 1;

    public DroppedException() {
        super("dropped");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
