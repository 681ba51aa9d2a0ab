/** A back end over any java.nio.file.FileSystem. */
@NullMarked
package dev.cleat.nio;

import org.jspecify.annotations.NullMarked;
