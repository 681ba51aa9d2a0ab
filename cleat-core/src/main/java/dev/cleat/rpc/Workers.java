package dev.cleat.rpc;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    /** Where calls take longer than this, no answer waits for another. */
    private static final long LINGER_NANOS = 200_000;

    private final CallQueue queue;
    private final int queueBound;
    private final int virtualBound;
    private final Thread[] threads;
    /** Calls that wait for a virtual thread. */
    private final CallQueue starting;

    private final Queue<Runnable> lingering = new ConcurrentLinkedQueue<>();
    /** How long calls take on platform threads; an estimate, so that lost updates do no harm. */
    private volatile long averageNanos;

    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger virtual = new AtomicInteger();

    /**
     * @param platformThreads how many there are
     * @param queueBound how many calls may wait for one
     * @param virtualBound how many calls may be on virtual threads
     * @param factory makes all threads but the virtual ones
     */
    public Workers(int platformThreads, int queueBound, int virtualBound, ThreadFactory factory) {
        this.queueBound = queueBound;
        this.virtualBound = virtualBound;
        this.queue = new CallQueue(queueBound + SLACK + platformThreads);
        this.starting = new CallQueue(virtualBound + SLACK);
        this.threads = new Thread[platformThreads + 1];
        for (int i = 0; i < platformThreads; i++) {
            threads[i] = factory.newThread(this::work);
        }
        threads[platformThreads] = factory.newThread(this::startVirtualThreads);
        for (Thread thread : threads) {
            thread.start();
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

    /**
     * Runs it on a virtual thread.
     *
     * @return as {@link #execute}
     */
    boolean executeVirtually(Runnable call) {
        virtual.incrementAndGet();
        if (starting.offer(call)) {
            return true;
        }
        virtual.decrementAndGet();
        return false;
    }

    /**
     * On a thread of its own: a thread that reads calls may have taken on a client's identity, and a carrier that came to
     * life when it starts a virtual thread would inherit that for ever.
     */
    private void startVirtualThreads() {
        ThreadFactory virtualThreads = Thread.ofVirtual().name("cleat-call-", 0).factory();
        for (Runnable call = starting.take(); !(call instanceof End); call = starting.take()) {
            Runnable taken = call;
            virtualThreads
                    .newThread(() -> {
                        try {
                            taken.run();
                        } finally {
                            virtual.decrementAndGet();
                        }
                    })
                    .start();
        }
    }

    /** Ends the thread that takes it. */
    private record End() implements Runnable {
        @Override
        public void run() {}
    }

    private void work() {
        while (true) {
            Runnable call = queue.poll();
            if (call == null) {
                endLingering();
                call = queue.take();
            }
            if (call instanceof End) {
                endLingering();
                return;
            }
            if (queued.decrementAndGet() == 0) {
                endLingering();
            }
            long start = System.nanoTime();
            run(call);
            averageNanos = average(System.nanoTime() - start);
        }
    }

    private long average(long nanos) {
        long before = averageNanos;
        return before + (nanos - before) / 16;
    }

    private static void run(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error bug) {
            // These threads are not replaced, so they must not end.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
        }
    }

    /**
     * Whether an answer that is ready may wait for others that will be ready in a moment. Sending costs more than many a call:
     * while calls wait and none takes long, answers leave together. Whoever lets one wait hands over how to send it.
     */
    public boolean mayLinger() {
        return queued.get() > 0 && averageNanos < LINGER_NANOS;
    }

    /** Has it run as soon as no call waits for a thread, or before the last one begins. */
    public void linger(Runnable sending) {
        lingering.add(sending);
    }

    private void endLingering() {
        for (Runnable sending = lingering.poll(); sending != null; sending = lingering.poll()) {
            sending.run();
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
            starting.end(new End(), 1);
            queue.end(new End(), threads.length - 1);
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
