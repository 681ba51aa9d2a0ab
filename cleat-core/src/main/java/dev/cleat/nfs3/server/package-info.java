/**
 * What a server does for each procedure of NFS version 3: {@link dev.cleat.nfs3.server.Nfs3Service} is the table, the
 * {@code …Handlers} classes hold the work.
 */
@NullMarked
package dev.cleat.nfs3.server;

import org.jspecify.annotations.NullMarked;
