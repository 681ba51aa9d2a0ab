/** A keyed hash for tables and cookies whose keys a stranger chooses. */
@Experimental
@NullMarked
package dev.cleat.vfs.hash;

import dev.cleat.vfs.Experimental;
import org.jspecify.annotations.NullMarked;
