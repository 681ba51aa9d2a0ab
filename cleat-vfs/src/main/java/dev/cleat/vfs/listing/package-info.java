/** Listings that can be continued, for directories that only know how to tell all their names at once. */
@NullMarked
package dev.cleat.vfs.listing;

import org.jspecify.annotations.NullMarked;
