package dev.cleat.rpc.auth;

import java.io.IOException;

/** The caller is turned away before its call is looked at. Handlers may throw it too. No stack trace: anybody can cause it. */
public final class AuthException extends IOException {
    private static final long serialVersionUID = 1;

    private final AuthStatus status;

    public AuthException(AuthStatus status) {
        super(status.name());
        this.status = status;
    }

    public AuthStatus status() {
        return status;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
