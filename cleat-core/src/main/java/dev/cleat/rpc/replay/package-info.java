/**
 * The duplicate request cache: a retransmitted call gets the answer of the first, not a second execution.
 *
 * <p>{@link dev.cleat.rpc.replay.ReplayCache} is asked before a call that is not idempotent is carried out, and told its answer
 * afterwards. A {@code Fingerprint} tells calls apart: client, number, procedure, who calls, and a hash of the arguments. Entries lie
 * in {@code Stripe}s with a lock each, within a bound of bytes, for two minutes.
 */
@Experimental
@NullMarked
package dev.cleat.rpc.replay;

import dev.cleat.vfs.Experimental;
import org.jspecify.annotations.NullMarked;
