/** The server: builder, life cycle, configuration. */
@NullMarked
package dev.cleat.server;

import org.jspecify.annotations.NullMarked;
