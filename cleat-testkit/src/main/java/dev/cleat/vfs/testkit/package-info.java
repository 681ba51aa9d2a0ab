/**
 * The contract of a back end as tests to inherit, with fakes and fault injection.
 *
 * <p>Extend {@link dev.cleat.vfs.testkit.VfsContract}, or {@link dev.cleat.vfs.testkit.ReadOnlyVfsContract}, and say how a file
 * system is made; {@link dev.cleat.vfs.testkit.Feature} names what may be missing. {@link dev.cleat.vfs.testkit.VfsModel} holds a back
 * end against the memory one on random calls. {@link dev.cleat.vfs.testkit.FaultyVfs} fails or waits where a test wants it to, and
 * {@link dev.cleat.vfs.testkit.VfsUser} makes calls short.
 */
@NullMarked
package dev.cleat.vfs.testkit;

import org.jspecify.annotations.NullMarked;
