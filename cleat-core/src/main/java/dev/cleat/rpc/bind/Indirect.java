package dev.cleat.rpc.bind;

import dev.cleat.rpc.DroppedException;
import dev.cleat.xdr.Opaque;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Calls by way of the port mapper. They could make it call anything on behalf of anybody; so nothing is called, and only what
 * can be answered without, procedure 0 of a few programs, is answered, rarely. Guarded by this object.
 */
final class Indirect {
    private static final int BURST = 20;
    private static final Duration REFILL = Duration.ofMillis(100);

    private final Bindings bindings;
    private final Set<Integer> programs;
    private final InstantSource clock;
    private Instant lastRefill;
    private int left = BURST;

    Indirect(Bindings bindings, Set<Integer> programs, InstantSource clock) {
        this.bindings = bindings;
        this.programs = programs;
        this.clock = clock;
        this.lastRefill = clock.instant();
    }

    /** Of procedure 0. */
    Opaque results() {
        return Opaque.EMPTY;
    }

    /**
     * Where the program listens that is called.
     *
     * @throws DroppedException if there is no answer
     */
    int port(int program, int version, int procedure, Netid netid) throws DroppedException {
        int port = bindings.port(program, version, netid);
        if (procedure != 0 || !programs.contains(program) || port == 0 || !admit()) {
            throw new DroppedException();
        }
        return port;
    }

    private synchronized boolean admit() {
        Instant now = clock.instant();
        long refills = Duration.between(lastRefill, now).dividedBy(REFILL);
        if (refills != 0) {
            left = Math.clamp(left + refills, 0, BURST);
            lastRefill = now;
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
