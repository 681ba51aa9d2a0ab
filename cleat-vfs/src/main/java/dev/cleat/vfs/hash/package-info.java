/** A keyed hash for tables and cookies whose keys a stranger chooses. */
@NullMarked
package dev.cleat.vfs.hash;

import org.jspecify.annotations.NullMarked;
