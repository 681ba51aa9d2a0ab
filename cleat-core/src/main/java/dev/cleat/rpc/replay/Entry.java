package dev.cleat.rpc.replay;

import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that is carried out for the first time, and its results afterwards. Whoever got it from {@link ReplayCache#begin}
 * finishes or abandons it, once.
 *
 * <p>Locking: all fields are guarded by the stripe's monitor. Entries are used again for other calls once they are over.
 */
public final class Entry implements Verdict {
    private static final int MAX_WAITING = 4;
    private static final byte[] NONE = {};

    enum State {
        FREE,
        RUNNING,
        DONE
    }

    /** A duplicate that waits for the first call's results. */
    @FunctionalInterface
    public interface Waiter {
        /**
         * @param results null if there will be none
         */
        void answer(@Nullable Opaque results);
    }

    private final Stripe stripe;
    State state = State.FREE;
    long first;
    long second;
    long began;

    @Nullable Entry chained;

    @Nullable Entry newer;

    byte[] results = NONE;
    int length;
    private @Nullable InetSocketAddress origin;
    private @Nullable List<Waiter> waiting;

    Entry(Stripe stripe) {
        this.stripe = stripe;
    }

    void begin(Fingerprint call, InetSocketAddress from, long now) {
        state = State.RUNNING;
        first = call.first();
        second = call.second();
        began = now;
        origin = from;
        length = 0;
        waiting = null;
    }

    boolean is(Fingerprint call) {
        return first == call.first() && second == call.second();
    }

    /** Whether the call came from this very address and port. */
    public boolean cameFrom(InetSocketAddress client) {
        synchronized (stripe) {
            return client.equals(origin);
        }
    }

    /** Keeps what was written from there on as the call's results, and answers those who wait. */
    public void finish(XdrWriter out, int from) {
        int bytes = out.size() - from;
        List<Waiter> answered;
        Opaque copy = null;
        synchronized (stripe) {
            answered = waiting;
            waiting = null;
            if (stripe.makeRoom(this, bytes)) {
                out.copy(from, ByteBuffer.wrap(results));
                length = bytes;
                state = State.DONE;
                copy = answered == null ? null : copy();
            } else {
                stripe.remove(this);
            }
        }
        answer(answered, copy);
    }

    /** The call came to nothing: if it comes again, it is carried out again. */
    public void abandon() {
        List<Waiter> answered;
        synchronized (stripe) {
            answered = waiting;
            waiting = null;
            stripe.remove(this);
        }
        answer(answered, null);
    }

    /** Has the waiter answered when the call is over; perhaps that is now. */
    public void await(Fingerprint call, Waiter waiter) {
        Opaque known = null;
        synchronized (stripe) {
            if (state == State.RUNNING && is(call) && (waiting == null || waiting.size() < MAX_WAITING)) {
                if (waiting == null) {
                    waiting = new ArrayList<>(1);
                }
                waiting.add(waiter);
                return;
            }
            if (state == State.DONE && is(call)) {
                known = copy();
            }
        }
        waiter.answer(known);
    }

    Opaque copy() {
        return Opaque.of(ByteBuffer.wrap(results, 0, length));
    }

    private static void answer(@Nullable List<Waiter> waiters, @Nullable Opaque results) {
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.answer(results));
        }
    }
}
