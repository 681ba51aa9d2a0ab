package dev.cleat.rpc.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Which port a client calls from. */
public enum SourcePort {
    ANY,
    /** Below 1024, as some servers insist: takes a privilege. */
    PRIVILEGED;

    private static final int HIGHEST = 1023;
    private static final int LOWEST = 600; // below are more well-known services than free ports

    /** Tries to bind something, or to bind and connect it. */
    @FunctionalInterface
    interface Attempt<T> {
        T from(InetSocketAddress source) throws IOException;
    }

    /** What the first port gave that could be had, of the family of this server's address. */
    <T> T open(InetAddress server, Attempt<T> attempt) throws IOException {
        InetAddress wildcard = InetAddress.getByAddress(new byte[server.getAddress().length]);
        return switch (this) {
            case ANY -> attempt.from(new InetSocketAddress(wildcard, 0));
            case PRIVILEGED -> privileged(wildcard, attempt);
        };
    }

    private static <T> T privileged(InetAddress wildcard, Attempt<T> attempt) throws IOException {
        BindException taken = new BindException("no privileged port is free");
        for (int port = HIGHEST; port >= LOWEST; port--) {
            try {
                return attempt.from(new InetSocketAddress(wildcard, port));
            } catch (BindException e) {
                taken = e;
            }
        }
        throw taken;
    }
}
