package dev.cleat.rpc;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What the thread that carries a call out and the one that watches it agree on: who answers, and which of them counts what.
 *
 * <pre>
 *   QUEUED ──► RUNNING ──► DONE       the worker answers
 *      │          ├──────► OVERDUE    late; the worker answers, for the protocol cannot say "later"
 *      │          └──────► DEFERRED   late; the watcher has answered "later", and what the worker comes to is only kept
 *      └────► EXPIRED                 never begun; the watcher has answered "later"
 * </pre>
 *
 * <p>Locking: none; each step is one compare-and-set, and fields are written before the step that shows them.
 */
final class Deferral {
    private enum Phase {
        QUEUED,
        RUNNING,
        DONE,
        OVERDUE,
        DEFERRED,
        EXPIRED
    }

    private static final AtomicReferenceFieldUpdater<Deferral, Phase> PHASE =
            AtomicReferenceFieldUpdater.newUpdater(Deferral.class, Phase.class, "phase");

    private volatile Phase phase = Phase.QUEUED;
    private final long since;
    /** Bytes that no longer count as lent. */
    private long forgiven;

    private boolean replaced;

    Deferral(long since) {
        this.since = since;
    }

    long since() {
        return since;
    }

    /** For the watcher, before the call began. */
    boolean expire() {
        return step(Phase.QUEUED, Phase.EXPIRED);
    }

    /** For the worker; false if the call is over already. */
    boolean begin() {
        return step(Phase.QUEUED, Phase.RUNNING);
    }

    /**
     * For the watcher, while the call runs.
     *
     * @param answered whether the watcher will answer
     * @return false if the call has just ended
     */
    boolean late(boolean answered, boolean isReplaced, long bytes) {
        replaced = isReplaced;
        forgiven = bytes;
        return step(Phase.RUNNING, answered ? Phase.DEFERRED : Phase.OVERDUE);
    }

    /** For the worker, when the call has come to something; false if it was late. */
    boolean end() {
        return step(Phase.RUNNING, Phase.DONE);
    }

    private boolean step(Phase from, Phase to) {
        return PHASE.compareAndSet(this, from, to);
    }

    boolean isAnswered() {
        return phase == Phase.DEFERRED;
    }

    boolean isLate() {
        return switch (phase) {
            case OVERDUE, DEFERRED -> true;
            case QUEUED, RUNNING, DONE, EXPIRED -> false;
        };
    }

    boolean isReplaced() {
        return isLate() && replaced;
    }

    long forgiven() {
        return forgiven;
    }
}
