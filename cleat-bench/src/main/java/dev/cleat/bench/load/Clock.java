package dev.cleat.bench.load;

/** What the threads of a run are to do: set by one, read by all. */
final class Clock {
    private volatile boolean measuring;
    private volatile boolean stopped;

    void measure() {
        measuring = true;
    }

    void stop() {
        stopped = true;
    }

    boolean measuring() {
        return measuring;
    }

    boolean stopped() {
        return stopped;
    }
}
