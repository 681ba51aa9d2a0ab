package dev.cleat.bench.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordingStream;

/**
 * Looks, as long as it is open, for threads that wait for each other, and for virtual threads that hold their carriers while they
 * wait for long.
 */
final class ThreadWatch implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 20;
    /** Shorter ones come of themselves: where a monitor is contended, the JVM cannot always let go of the carrier. */
    private static final Duration HELD = Duration.ofMillis(50);

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final RecordingStream events = new RecordingStream();
    private final Thread watcher = new Thread(this::watch, "thread-watch");

    ThreadWatch() {
        events.enable("jdk.VirtualThreadPinned").withThreshold(HELD);
        events.onEvent("jdk.VirtualThreadPinned", event -> seen.add("pinned: " + event));
        events.startAsync();
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch() {
        try {
            do {
                look();
            } while (!end.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long[] locked = threads.findDeadlockedThreads();
        if (locked != null) {
            Arrays.stream(threads.getThreadInfo(locked, Integer.MAX_VALUE))
                    .map(ThreadInfo::toString)
                    .forEach(thread -> seen.add("deadlocked: " + thread));
        }
    }

    /** What was found until now; the watch is over. */
    Set<String> found() throws InterruptedException {
        end.countDown();
        watcher.join();
        look();
        events.stop();
        return seen;
    }

    @Override
    public void close() {
        end.countDown();
        events.close();
    }

    /** Waits until something was seen. */
    boolean awaitSomething(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (seen.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
        }
        return !seen.isEmpty();
    }
}
