/** Holds the message classes against `.x` files: definitions in the language of RFC 4506 §6. */
@NullMarked
package dev.cleat.specification;

import org.jspecify.annotations.NullMarked;
