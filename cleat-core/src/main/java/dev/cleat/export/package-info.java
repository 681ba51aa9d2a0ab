/** What is shared, with whom, and by which rules: values that never change. */
@NullMarked
package dev.cleat.export;

import org.jspecify.annotations.NullMarked;
