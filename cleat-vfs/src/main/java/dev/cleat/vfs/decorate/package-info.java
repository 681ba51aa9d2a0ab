/** Back ends that wrap another back end and change one thing about it. */
@NullMarked
package dev.cleat.vfs.decorate;

import org.jspecify.annotations.NullMarked;
