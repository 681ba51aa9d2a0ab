package dev.cleat.server;

import java.net.InetSocketAddress;

/**
 * Hears what a server does, for logs and metrics. Called on the threads that serve, so it must neither wait nor throw.
 */
public interface ServerListener {
    /** A client mounted a folder; the path is as the client wrote it and may hold any character. */
    default void mounted(InetSocketAddress client, String path) {}

    /** A client said that it no longer uses a folder; many never say so. */
    default void unmounted(InetSocketAddress client, String path) {}

    /** A fault of the server or a back end showed itself; the client was answered SERVERFAULT. */
    default void failed(String what, InetSocketAddress client, Throwable fault) {}

    /** Something that the administrator should read, in one line. */
    default void notice(String line) {}
}
