/**
 * A back end over any {@link java.nio.file.FileSystem}: the host's own, a zip file, one in memory, or a cloud provider's.
 *
 * <p>{@link dev.cleat.nio.NioVfs} is all that is public. Beneath it {@code Namespace} looks up and changes names,
 * {@code Contents} reads and writes through a bounded number of {@code OpenFiles}, {@code Folders} lists, and {@code StatReader} makes
 * attributes of what a provider knows. What a provider cannot do is found out once, by {@code FileSystemTraits}. Paths have no
 * identities, so {@code Whereabouts} keeps a map of them, which follows renames that are made through the server.
 */
@NullMarked
package dev.cleat.nio;

import org.jspecify.annotations.NullMarked;
