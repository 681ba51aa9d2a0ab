/** Remote procedure calls, RFC 5531: programs, calls, replies and their dispatch. */
@NullMarked
package dev.cleat.rpc;

import org.jspecify.annotations.NullMarked;
