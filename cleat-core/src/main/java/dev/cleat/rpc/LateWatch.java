package dev.cleat.rpc;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The thread that looks after calls which take long. It carries no call out itself, so that it has nobody's identity: threads
 * that it starts inherit none.
 */
final class LateWatch implements Runnable {
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Workers workers;
    private final Patience patience;
    private final CountDownLatch end = new CountDownLatch(1);
    private final long interval;
    private final Thread thread;
    private long takenBefore;

    LateWatch(Workers workers, Patience patience, ThreadFactory factory) {
        this.workers = workers;
        this.patience = patience;
        Duration time = patience.time();
        this.interval = time == null ? LONGEST_NANOS : Math.clamp(time.toNanos() / 4, SHORTEST_NANOS, LONGEST_NANOS);
        this.thread = factory.newThread(this);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (!end.await(interval, TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Duration time = patience.time();
            if (time != null) {
                long then = workers.now() - time.toNanos();
                workers.expire(then);
                workers.defer(then);
            }
            // Where calls wait and none was begun since the last look, all threads are stuck, if perhaps not for long.
            long taken = workers.taken();
            if (workers.isAnyQueued() && taken == takenBefore) {
                workers.relieve();
            }
            takenBefore = taken;
        } catch (RuntimeException | Error bug) {
            // Without this thread nobody would be answered for any more.
            thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
        }
    }

    /** Whether it has ended. */
    boolean close(long deadline) throws InterruptedException {
        end.countDown();
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, deadline - System.nanoTime()));
        return !thread.isAlive();
    }
}
