/** Who calls: the flavors of RFC 5531 §8.2 as values. */
@NullMarked
package dev.cleat.rpc.auth;

import org.jspecify.annotations.NullMarked;
