package dev.cleat.vfs;

/** What a back end's methods may wait for. The server chooses by it the threads that make the calls. */
public enum Blocking {
    /** Nothing: everything is in memory. Called on the threads that read the network. */
    NEVER,
    /** The disk or the kernel. Called on a bounded pool of platform threads. */
    DISK,
    /** Sockets, locks, queues: waits in Java. Called on virtual threads. */
    NETWORK
}
