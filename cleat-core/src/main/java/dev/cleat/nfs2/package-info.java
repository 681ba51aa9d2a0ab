/**
 * NFS version 2 on the wire (RFC 1094): one file per procedure, with its arguments, its results, and its row.
 *
 * <p>The values are the wire's own, of 32 bits; {@link dev.cleat.nfs2.Fattr#of}, {@link dev.cleat.nfs2.Sattr#changes} and
 * {@link dev.cleat.nfs2.StatFs.Ok#of} lead from and to what a file system has. Results that several procedures share:
 * {@link dev.cleat.nfs2.AttrStat}, {@link dev.cleat.nfs2.DirOpRes}, and {@link dev.cleat.nfs2.Status} alone.
 */
@NullMarked
package dev.cleat.nfs2;

import org.jspecify.annotations.NullMarked;
