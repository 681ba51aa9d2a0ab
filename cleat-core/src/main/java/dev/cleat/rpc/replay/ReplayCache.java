package dev.cleat.rpc.replay;

import dev.cleat.vfs.hash.SipHash;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Remembers the results of calls that must not be carried out twice. A client that heard nothing sends its call again, from
 * the same port or after a reconnect; it gets the first one's results, or waits until there are some.
 *
 * <p>Locking: by {@link Stripe}. Nobody is answered while a lock is held.
 */
public final class ReplayCache {
    /** Long enough for every client's last retransmission. */
    public static final Duration LIFETIME = Duration.ofMinutes(2);

    private static final int STRIPES = 8;

    private final Stripe[] stripes = new Stripe[STRIPES];
    private final SipHash hash = SipHash.random();
    private final LongSupplier clock;

    /** With room for what a busy server answers in a few seconds, in some megabytes. */
    public ReplayCache() {
        this(16 * 1024, 8 << 20, LIFETIME, System::nanoTime);
    }

    /**
     * @param entries how many calls are remembered; calls under way may exceed it
     * @param bytes of results at most
     * @param lifetime how long results are remembered
     * @param nanos tells the time as {@link System#nanoTime} does
     */
    public ReplayCache(int entries, long bytes, Duration lifetime, LongSupplier nanos) {
        this.clock = nanos;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(Math.max(1, entries / STRIPES), bytes / STRIPES, lifetime.toNanos());
        }
    }

    /** One for the thread that asks for it. */
    public Fingerprint fingerprint() {
        return new Fingerprint(hash);
    }

    /**
     * Looks a call up, and remembers it if it is new.
     *
     * @return an {@link Entry} if the call is to be carried out
     */
    public Verdict begin(Fingerprint call, InetSocketAddress client) {
        return stripes[(int) call.first() & (STRIPES - 1)].begin(call, client, clock.getAsLong());
    }

    /** How many bytes of results are kept, with room to spare. */
    public long bytes() {
        long bytes = 0;
        for (Stripe stripe : stripes) {
            bytes += stripe.bytes();
        }
        return bytes;
    }

    /** How many entries there are, those to be used again among them. */
    public int entries() {
        int entries = 0;
        for (Stripe stripe : stripes) {
            entries += stripe.entries();
        }
        return entries;
    }
}
