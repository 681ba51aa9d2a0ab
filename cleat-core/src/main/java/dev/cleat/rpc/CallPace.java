package dev.cleat.rpc;

/** How long calls take: an estimate, so that lost updates do no harm. For any thread. */
final class CallPace implements CallQueue.Pace {
    private static final long BRISK_NANOS = 200_000;
    private static final long SURPRISE_NANOS = 20_000;
    private static final long VERY_LONG_NANOS = 10_000_000;

    private volatile long averageNanos;

    @Override
    public long callNanos() {
        return averageNanos;
    }

    /** Whether calls take so little time that an answer may wait for another. */
    boolean isBrisk() {
        return averageNanos < BRISK_NANOS;
    }

    /** A call took so long. One very long one, perhaps because its thread lost the processor, does not make all of them long. */
    void took(long nanos) {
        long before = averageNanos;
        averageNanos = before + (Math.min(nanos, 2 * before + SURPRISE_NANOS) - before) / 16;
    }

    @Override
    public void stuck() {
        // Twice as long each time, so that many calls which take very long soon have all the threads.
        averageNanos = Math.clamp(2 * averageNanos, BRISK_NANOS, VERY_LONG_NANOS);
    }
}
