/**
 * Shows a {@link dev.cleat.vfs.FileTree}, a tree by path, as a {@link dev.cleat.vfs.Vfs}: {@link dev.cleat.vfs.tree.FileTreeVfs}
 * gives its paths identities, cookies and attributes.
 */
@NullMarked
package dev.cleat.vfs.tree;

import org.jspecify.annotations.NullMarked;
