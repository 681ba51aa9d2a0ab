package dev.cleat.rpc;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls that one back end has not returned from in time. For any thread. */
public final class LateCalls {
    private final AtomicInteger calls = new AtomicInteger();

    private final int most;

    /**
     * None yet.
     *
     * @param most as many are too many
     */
    public LateCalls(int most) {
        this.most = most;
    }

    /** Whether no more calls should be begun. */
    public boolean areTooMany() {
        return calls.get() >= most;
    }

    /** How many there are now. */
    public int now() {
        return calls.get();
    }

    void add(int more) {
        calls.addAndGet(more);
    }
}
