/** Two file systems seen as one: {@link dev.cleat.vfs.union.UnionVfs}. */
@Experimental
@NullMarked
package dev.cleat.vfs.union;

import dev.cleat.vfs.Experimental;
import org.jspecify.annotations.NullMarked;
