/**
 * The file-system interface: what a back end implements and what a server asks of it.
 *
 * <p>Start with {@link dev.cleat.vfs.Vfs}: five methods make a read-only file system. Everything more is a capability, such
 * as {@link dev.cleat.vfs.Writable} and {@link dev.cleat.vfs.HardLinks}, asked for by
 * {@link dev.cleat.vfs.Vfs#capability}. Objects are named by {@link dev.cleat.vfs.FileId}, entries of a directory by
 * {@link dev.cleat.vfs.Name}, people by {@link dev.cleat.vfs.Caller}. What goes wrong is an
 * {@link java.io.IOException}: a {@link dev.cleat.vfs.VfsException} where the back end knows which error a client should
 * see, any other where it does not.
 *
 * <p>Nothing here knows NFS: names of errors and fields are those of RFC 1813 because that is the vocabulary of the trade.
 */
@NullMarked
package dev.cleat.vfs;

import org.jspecify.annotations.NullMarked;
