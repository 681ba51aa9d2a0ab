package dev.cleat.rpc;

import java.io.InterruptedIOException;

/** The call takes too long: it is answered for, so that the client asks again later, while it goes on or after it was given up. */
public final class OverdueException extends InterruptedIOException {
    private static final long serialVersionUID = 1;

    public OverdueException() {
        super("overdue");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
