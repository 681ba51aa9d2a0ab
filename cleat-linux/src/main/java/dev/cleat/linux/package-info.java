/** A back end over Linux system calls. */
@NullMarked
package dev.cleat.linux;

import org.jspecify.annotations.NullMarked;
