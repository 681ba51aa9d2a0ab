package dev.cleat.linux;

/** A clock that is cheap to read and precise enough to tell who was idle: its only hand is the sweeper. */
final class Tick {
    private volatile int now;

    int now() {
        return now;
    }

    /** Called by one thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void advance() {
        now++;
    }
}
