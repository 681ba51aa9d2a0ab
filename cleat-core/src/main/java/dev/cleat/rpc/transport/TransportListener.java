package dev.cleat.rpc.transport;

import java.net.InetSocketAddress;

/** Hears of connections and of trouble below the calls. Called on event threads, so it must neither wait nor throw. */
public interface TransportListener {
    /** Hears nothing. */
    TransportListener NONE = new TransportListener() {};

    default void opened(InetSocketAddress client) {}

    /**
     * @param why a few words
     */
    default void closed(InetSocketAddress client, String why) {}

    /** One line that somebody should read. */
    default void notice(String line) {}

    /** A bug showed itself; the connection concerned was closed. */
    default void failed(Throwable bug) {}
}
