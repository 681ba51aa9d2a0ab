package dev.cleat.cli;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Has memory given back once a busy time is over. Without a collection the heap keeps what the load left in it, and buffers
 * that nobody lends any more are freed by a collection only. It stops all threads for some 20 ms, so it comes when nobody is
 * likely to notice: after half a minute with next to no work.
 *
 * <p>For one thread.
 */
final class QuietTime {
    /** How often {@link #look} is to be called. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Not by Duration's own division, which has BigDecimal make its tables: half a megabyte of code and data at each start. */
    private static final Duration LITTLE = Duration.ofMillis(INTERVAL.toMillis() / 50);

    private static final int INTERVALS = 6;

    private final Supplier<Duration> processorTime;
    private final Runnable collection;
    private Duration before;
    private boolean worked;
    private int quiet;

    QuietTime() {
        this(() -> ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO), System::gc);
    }

    /**
     * @param processorTime what the process has used since it started
     */
    QuietTime(Supplier<Duration> processorTime, Runnable collection) {
        this.processorTime = processorTime;
        this.collection = collection;
        this.before = Duration.ZERO;
    }

    void look() {
        Duration now = processorTime.get();
        boolean busy = now.minus(before).compareTo(LITTLE) > 0;
        before = now;
        if (busy) {
            worked = true;
            quiet = 0;
        } else if (worked && ++quiet == INTERVALS) {
            worked = false;
            collection.run();
        }
    }
}
