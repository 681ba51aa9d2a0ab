/** What is served to whom: exports, client matching, identity squashing, sealed handles. */
@NullMarked
package dev.cleat.export;

import org.jspecify.annotations.NullMarked;
