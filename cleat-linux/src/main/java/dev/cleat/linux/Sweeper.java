package dev.cleat.linux;

import dev.cleat.vfs.ServingThread;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes idle descriptors, so that programs which are served can be replaced and volumes unmounted on the host: whatever was
 * not used for a second is closed within two.
 */
final class Sweeper implements AutoCloseable {
    private static final long TICK_NANOS = 400_000_000;
    private static final int IDLE_TICKS = 3;
    /** What is kept of listings is memory, and holds up nobody. */
    private static final int KEPT_TICKS = 20;

    private final Thread thread;
    private volatile boolean closed;

    Sweeper(Descriptors descriptors, DirectoryStreams streams, KeptListings kept, Objects objects) {
        thread = new ServingThread(() -> run(descriptors, streams, kept, objects), "cleat-linux-sweeper");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Descriptors descriptors, DirectoryStreams streams, KeptListings kept, Objects objects) {
        while (!closed) {
            LockSupport.parkNanos(TICK_NANOS);
            descriptors.tick.advance();
            descriptors.sweep(IDLE_TICKS);
            streams.sweep(IDLE_TICKS);
            kept.sweep(KEPT_TICKS);
            objects.sweep(IDLE_TICKS);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
