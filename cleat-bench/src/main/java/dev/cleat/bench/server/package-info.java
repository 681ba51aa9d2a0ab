/** The servers that are compared, as processes: started, observed through {@code /proc}, ended. */
@NullMarked
package dev.cleat.bench.server;

import org.jspecify.annotations.NullMarked;
