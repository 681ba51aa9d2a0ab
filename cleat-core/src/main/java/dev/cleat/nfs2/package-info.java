/** NFS version 2, RFC 1094: its messages. */
@NullMarked
package dev.cleat.nfs2;

import org.jspecify.annotations.NullMarked;
