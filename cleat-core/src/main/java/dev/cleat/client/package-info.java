/** The embedded client: calls with the same messages that the server answers. */
@NullMarked
package dev.cleat.client;

import org.jspecify.annotations.NullMarked;
