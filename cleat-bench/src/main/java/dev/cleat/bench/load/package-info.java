/**
 * Raw calls of NFS version 3 (RFC 1813), pipelined over TCP and UDP, and every answer judged. Nothing of Cleat is used here:
 * who measures must not make the mistakes of what is measured.
 */
@NullMarked
package dev.cleat.bench.load;

import org.jspecify.annotations.NullMarked;
