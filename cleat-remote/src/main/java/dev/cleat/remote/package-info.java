/**
 * Files that are elsewhere: they appear at once with their sizes, and are fetched by range when they are read.
 * {@link dev.cleat.remote.Origin} is what a hub or a bucket implements, three methods; {@link dev.cleat.remote.RemoteVfs}
 * makes a file system of it, with read-ahead, a cache on disk, retries, and one fetch for all who wait for the same bytes.
 */
@NullMarked
package dev.cleat.remote;

import org.jspecify.annotations.NullMarked;
