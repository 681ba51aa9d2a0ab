package dev.cleat.xdr;

import java.io.IOException;

/** Bytes that are not what the protocol says. It carries no stack trace: anybody can send such bytes. */
public final class XdrException extends IOException {
    private static final long serialVersionUID = 1;

    public XdrException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
