/** The reference back end: a file system in memory. */
@NullMarked
package dev.cleat.vfs.memory;

import org.jspecify.annotations.NullMarked;
