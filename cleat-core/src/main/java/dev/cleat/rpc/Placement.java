package dev.cleat.rpc;

/** Where a call runs. */
public enum Placement {
    /** On the thread that read it: it never waits. */
    EVENT_THREAD,
    /** On the thread that read it, without waiting; if that is not possible, on the pool. */
    EVENT_THREAD_FIRST,
    /** On the pool of platform threads: it may wait for the disk or the kernel. */
    POOL,
    /** On a virtual thread: it may wait in Java. */
    VIRTUAL_THREAD
}
