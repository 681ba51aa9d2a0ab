package dev.cleat.rpc;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that calls may wait on: a fixed number of platform threads, started at once, and a bounded number of virtual
 * ones. Whoever reads calls asks {@link #ready} before each; so the queue outgrows its bound by one call per reading thread
 * at most.
 *
 * <p>Locking: none but the queue's. Calls are never interrupted: an interrupt would close a FileChannel for everybody.
 */
public final class Workers implements AutoCloseable {
    private static final int SLACK = 64;
    private static final Runnable END = () -> {};

    private final BlockingQueue<Runnable> queue;
    private final int queueBound;
    private final int virtualBound;
    private final Thread[] threads;
    private final ThreadFactory virtualThreads;
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger virtual = new AtomicInteger();

    /**
     * @param platformThreads how many there are
     * @param queueBound how many calls may wait for one
     * @param virtualBound how many calls may be on virtual threads
     * @param factory makes the platform threads
     */
    public Workers(int platformThreads, int queueBound, int virtualBound, ThreadFactory factory) {
        this.queueBound = queueBound;
        this.virtualBound = virtualBound;
        this.queue = new ArrayBlockingQueue<>(queueBound + SLACK + platformThreads);
        this.virtualThreads = Thread.ofVirtual().name("cleat-call-", 0).factory();
        this.threads = new Thread[platformThreads];
        for (int i = 0; i < platformThreads; i++) {
            threads[i] = factory.newThread(this::work);
            threads[i].start();
        }
    }

    /** Whether another call should be read. */
    public boolean ready() {
        return queued.get() < queueBound && virtual.get() < virtualBound;
    }

    /**
     * Runs it on a platform thread.
     *
     * @return false if there is no room at all, or these threads have ended
     */
    public boolean execute(Runnable call) {
        queued.incrementAndGet();
        if (queue.offer(call)) {
            return true;
        }
        queued.decrementAndGet();
        return false;
    }

    /** Runs it on a virtual thread. */
    void executeVirtually(Runnable call) {
        virtual.incrementAndGet();
        virtualThreads
                .newThread(() -> {
                    try {
                        call.run();
                    } finally {
                        virtual.decrementAndGet();
                    }
                })
                .start();
    }

    private void work() {
        while (true) {
            Runnable call;
            try {
                call = queue.take();
            } catch (InterruptedException nobodyMayDoThat) {
                continue;
            }
            if (call == END) {
                return;
            }
            queued.decrementAndGet();
            call.run();
        }
    }

    /** Ends the threads once they have done what is queued; waits for them, but not for ever. */
    @Override
    public void close() {
        close(5, TimeUnit.SECONDS);
    }

    /**
     * As {@link #close()}.
     *
     * @return whether all threads have ended; one that is stuck in the kernel ends when its call does
     */
    public boolean close(long time, TimeUnit unit) {
        long deadline = System.nanoTime() + unit.toNanos(time);
        boolean ended = true;
        try {
            for (int i = 0; i < threads.length; i++) {
                ended &= queue.offer(END, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
                ended &= !thread.isAlive();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
        return ended;
    }
}
