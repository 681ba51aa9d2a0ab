/** External data representation, RFC 4506: reading and writing with every length bounded. */
@NullMarked
package dev.cleat.xdr;

import org.jspecify.annotations.NullMarked;
