/** {@code ./bench}: servers side by side, what they cost, and where the time goes. */
@NullMarked
package dev.cleat.bench;

import org.jspecify.annotations.NullMarked;
