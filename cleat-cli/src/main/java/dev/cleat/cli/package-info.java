/** The command line. */
@NullMarked
package dev.cleat.cli;

import org.jspecify.annotations.NullMarked;
