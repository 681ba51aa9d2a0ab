package dev.cleat.bench.load;

/** What one connection has counted. For its thread, until it ends. */
final class Tally {
    final Histogram durations = new Histogram();
    long calls;
    long entries;
    long bytes;
    long reminders;

    void count(Slot slot, long nanos) {
        calls++;
        entries += slot.entries;
        bytes += slot.bytes;
        durations.add(nanos);
    }

    void add(Tally other) {
        durations.add(other.durations);
        calls += other.calls;
        entries += other.entries;
        bytes += other.bytes;
        reminders += other.reminders;
    }
}
