package dev.cleat.bench.load;

/** Durations in nanoseconds, kept to within 1.6 %: 64 equal steps for each power of two. For one thread. */
public final class Histogram {
    private static final int STEPS = 64;
    private static final int LOG = 6;

    private final long[] counts = new long[STEPS * 36];
    private long total;

    /** Counts one duration. */
    public void add(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    /** Counts all that another has counted. */
    public void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /** The duration that the given share (0 to 1) of all stays at or below, in microseconds; 0 when there is none. */
    public double percentile(double share) {
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i];
            if (below > 0 && below >= share * total) {
                return middle(i) / 1e3;
            }
        }
        return 0;
    }

    private int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        int bucket = (power - LOG + 1) * STEPS + (int) (nanos >> (power - LOG)) - STEPS;
        return Math.min(bucket, counts.length - 1);
    }

    private static double middle(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        return (STEPS + bucket % STEPS + 0.5) * (1L << (bucket / STEPS - 1));
    }
}
