/** Where the time goes: a recording of JFR as a flame graph. */
@NullMarked
package dev.cleat.bench.flame;

import org.jspecify.annotations.NullMarked;
