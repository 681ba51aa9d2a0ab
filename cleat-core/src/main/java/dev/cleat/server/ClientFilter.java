package dev.cleat.server;

import java.net.InetSocketAddress;

/** Decides who may talk to a server at all. */
@FunctionalInterface
public interface ClientFilter {
    /**
     * @param local where the client came to
     * @param tcp whether it connected; if not, it sent a datagram
     */
    boolean admits(InetSocketAddress client, InetSocketAddress local, boolean tcp);
}
