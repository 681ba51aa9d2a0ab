package dev.cleat.rpc.transport;

import java.net.InetSocketAddress;

/** A port that is listened on. */
public interface Endpoint extends AutoCloseable {
    /** With the port that was really taken. */
    InetSocketAddress address();

    /** Takes nothing new. What is connected stays. */
    @Override
    void close();
}
