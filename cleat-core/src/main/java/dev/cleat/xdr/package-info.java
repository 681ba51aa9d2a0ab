/**
 * External data representation (RFC 4506): the bytes under every message. Everything is big-endian and a multiple of four
 * bytes long; every length is compared with what remains before anything is allocated for it.
 */
@Experimental
@NullMarked
package dev.cleat.xdr;

import dev.cleat.vfs.Experimental;
import org.jspecify.annotations.NullMarked;
