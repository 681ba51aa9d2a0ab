/**
 * What a server does for each procedure of NFS version 2: {@link dev.cleat.nfs2.server.Nfs2Service} is the table, the
 * {@code …Handlers} classes hold the work.
 */
@NullMarked
package dev.cleat.nfs2.server;

import org.jspecify.annotations.NullMarked;
