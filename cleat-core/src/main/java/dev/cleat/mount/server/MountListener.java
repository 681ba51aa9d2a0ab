package dev.cleat.mount.server;

import dev.cleat.vfs.Name;
import java.net.InetSocketAddress;

/** Hears who mounts what. Called on the threads that serve, so it must neither wait nor throw. */
public interface MountListener {
    /** Hears nothing. */
    MountListener NONE = new MountListener() {};

    /**
     * A client was given the handle of a directory.
     *
     * @param path as the client wrote it: any bytes at all
     */
    default void mounted(InetSocketAddress client, Name path) {}

    /** A client said that it no longer uses what it mounted by this path. Many never say so. */
    default void unmounted(InetSocketAddress client, Name path) {}
}
