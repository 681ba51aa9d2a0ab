/**
 * Identities for file systems that have none of their own: {@link dev.cleat.vfs.idmap.IdMap} remembers which identity stands
 * for which names.
 */
@NullMarked
package dev.cleat.vfs.idmap;

import org.jspecify.annotations.NullMarked;
