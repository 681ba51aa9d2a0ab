/** Shows a {@link dev.cleat.vfs.FileTree}, a tree by path, as a {@link dev.cleat.vfs.Vfs}. */
@NullMarked
package dev.cleat.vfs.tree;

import org.jspecify.annotations.NullMarked;
