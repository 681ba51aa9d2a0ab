package dev.cleat.rpc.transport;

import org.jspecify.annotations.Nullable;

/** How long a connection has been waited for, and for what. Belongs to the connection's event thread. */
final class Patience {
    /** How long a client may hold on to memory while there is none left: that is what the others wait for. */
    private static final long HURRY_NANOS = 5_000_000_000L;

    private final Limits limits;
    private long lastCall;
    private long recordBegan;
    private long lastTaken;
    private long writes;

    Patience(Limits limits, long now) {
        this.limits = limits;
        this.lastCall = now;
        this.recordBegan = now;
        this.lastTaken = now;
    }

    /** A call came, and what came behind it is another record. */
    void called(long now) {
        lastCall = now;
        recordBegan = now;
    }

    /** The client could not go on with its record until now. */
    void restartRecord(long now) {
        recordBegan = now;
    }

    /** Looks whether the client took any of its answers since the last look. */
    void look(SendQueue out, long now) {
        if (out.queued() == 0 || out.writes() != writes) {
            writes = out.writes();
            lastTaken = now;
        }
    }

    /**
     * Why the connection is to be closed, or null.
     *
     * @param inRecord whether the client is in the middle of a record, and could go on
     * @param busy whether calls are being carried out
     * @param hurry whether memory is short
     */
    @Nullable String exceeded(long now, boolean inRecord, boolean busy, boolean hurry) {
        if (now - lastTaken > (hurry ? HURRY_NANOS : limits.stall().toNanos())) {
            return "takes no answers";
        }
        if (inRecord
                && now - recordBegan
                        > (hurry ? HURRY_NANOS : limits.recordTime().toNanos())) {
            return "incomplete record";
        }
        return !busy && now - lastCall > limits.idle().toNanos() ? "idle" : null;
    }
}
