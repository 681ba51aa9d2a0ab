/** The duplicate request cache: a retransmitted call gets the answer of the first, not a second execution. */
@NullMarked
package dev.cleat.rpc.replay;

import org.jspecify.annotations.NullMarked;
