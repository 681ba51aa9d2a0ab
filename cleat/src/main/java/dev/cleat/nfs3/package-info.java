/** NFS version 3, RFC 1813: its messages. */
@NullMarked
package dev.cleat.nfs3;

import org.jspecify.annotations.NullMarked;
