package dev.cleat.rpc;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls that one back end has not returned from in time. For any thread. */
public final class LateCalls {
    private final AtomicInteger calls = new AtomicInteger();

    /** None yet. */
    public LateCalls() {}

    /** How many there are now. */
    public int now() {
        return calls.get();
    }

    void begin() {
        calls.incrementAndGet();
    }

    void end() {
        calls.decrementAndGet();
    }
}
