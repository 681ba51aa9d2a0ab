package dev.cleat.server;

import dev.cleat.export.Export;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Hears what a server does, for logs, metrics and user interfaces. Events come one after another, in their order, on a thread
 * that serves nobody, or on an executor of the host's ({@link NfsServer.Builder#listener}); a listener that is slower than
 * the events loses some, and is told so by a {@link #notice}. What it throws goes to that thread's uncaught exception handler.
 */
public interface ServerListener {
    /** A client mounted a folder; the path is as the client wrote it and may hold any character. */
    default void mounted(InetSocketAddress client, String path) {}

    /** A client said that it no longer uses a folder; many never say so. */
    default void unmounted(InetSocketAddress client, String path) {}

    /** There is a new export; those that the server started with are among them. */
    default void exported(Export export) {}

    /** An export was replaced by another of its name, such as one with other rules. */
    default void changed(Export before, Export after) {}

    /** An export is gone. Calls that were running then may still be using its file system. */
    default void unexported(Export export) {}

    /**
     * A fault of the server or a back end showed itself: something unchecked was thrown. The client was answered SERVERFAULT.
     *
     * @param what the procedure, such as {@code nfs3.READ}
     * @param fault with its stack
     */
    default void failed(String what, InetSocketAddress client, Throwable fault) {}

    /**
     * A back end did not return from a call in time. The client was told to try again later, where its protocol has a word
     * for that.
     *
     * @param patience what it had ({@link ServerOptions#patience})
     */
    default void late(String what, InetSocketAddress client, Duration patience) {}

    /** Something that the administrator should read, in one line. */
    default void notice(String line) {}
}
