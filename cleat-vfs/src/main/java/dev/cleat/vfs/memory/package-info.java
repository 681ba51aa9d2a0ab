/**
 * The reference back end: a whole POSIX file system in memory, {@link dev.cleat.vfs.memory.MemoryVfs}, against which the
 * others are compared. Nothing in it waits.
 */
@NullMarked
package dev.cleat.vfs.memory;

import org.jspecify.annotations.NullMarked;
