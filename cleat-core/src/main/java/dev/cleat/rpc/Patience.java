package dev.cleat.rpc;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long calls may take on threads where they wait, and what happens to those that take longer.
 *
 * @param time after which a call is late; null for never
 * @param replaced how many late calls get a thread and memory in their place; those beyond have to be waited for
 * @param ticker tells the time as {@link System#nanoTime} does
 */
public record Patience(@Nullable Duration time, int replaced, LongSupplier ticker) {
    /** For ever. */
    public static final Patience ENDLESS = new Patience(null, 0, System::nanoTime);

    /** Of what one back end may have replaced: the others must not go without because of one. */
    int replacedPerBackEnd() {
        return (replaced + 1) / 2;
    }

    /** How many late calls a back end may have before no more are begun. */
    public int refusedFrom() {
        return Math.max(1, replaced / 4);
    }
}
