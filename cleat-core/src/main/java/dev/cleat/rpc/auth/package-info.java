/** Who calls: the flavors of RFC 5531 §8.2 as values. */
@Experimental
@NullMarked
package dev.cleat.rpc.auth;

import dev.cleat.vfs.Experimental;
import org.jspecify.annotations.NullMarked;
