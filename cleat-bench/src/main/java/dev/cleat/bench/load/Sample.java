package dev.cleat.bench.load;

import java.util.Map;

/**
 * What one run of a workload gave.
 *
 * @param calls answered rightly within the measured time
 * @param entries of directories, in these answers
 * @param bytes of files, in these calls or answers
 * @param seconds measured
 * @param p50 half of the calls were answered within this many microseconds
 * @param p99 99 % of them were
 * @param reminders datagrams sent again because no answer came
 * @param problems what was wrong in answers, and how often, in warming up too
 */
public record Sample(
        long calls,
        long entries,
        long bytes,
        double seconds,
        double p50,
        double p99,
        long reminders,
        Map<String, Long> problems) {}
