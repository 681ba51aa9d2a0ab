/**
 * File systems made of other file systems: {@link dev.cleat.vfs.decorate.ForwardingVfs} is where one starts that changes
 * some of the answers.
 */
@NullMarked
package dev.cleat.vfs.decorate;

import org.jspecify.annotations.NullMarked;
