/**
 * File systems made of other file systems: {@link dev.cleat.vfs.decorate.ForwardingVfs} is where one starts that changes
 * some of the answers. What the one below can do passes through, as far as it stays true.
 *
 * <ul>
 *   <li>{@link dev.cleat.vfs.decorate.ReadOnlyVfs}: nothing can be changed.
 *   <li>{@link dev.cleat.vfs.decorate.SymlinkFileVfs}: symbolic links as text files, where there are no others.
 *   <li>{@link dev.cleat.vfs.decorate.MappedNamesVfs}: other names for clients than on the host.
 *   <li>{@link dev.cleat.vfs.decorate.HiddenNamesVfs}: some names do not exist, such as those that macOS leaves everywhere.
 *   <li>{@link dev.cleat.vfs.decorate.OwnedVfs}: everything belongs to one user.
 *   <li>{@link dev.cleat.vfs.decorate.CachedVfs}: what was asked is remembered, in bounds of size and time.
 *   <li>{@link dev.cleat.vfs.decorate.MeteredVfs}: calls are counted and timed.
 *   <li>Two file systems as one: {@link dev.cleat.vfs.union.UnionVfs}. Faults on purpose: {@code FaultyVfs} of the test kit.
 * </ul>
 */
@NullMarked
package dev.cleat.vfs.decorate;

import org.jspecify.annotations.NullMarked;
