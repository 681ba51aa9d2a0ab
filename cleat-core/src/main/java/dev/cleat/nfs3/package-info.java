/**
 * NFS version 3 on the wire (RFC 1813): one file per procedure, with its arguments, its results, and its row.
 *
 * <p>Open {@link dev.cleat.nfs3.Read} for the pattern. Types that several procedures share: {@link dev.cleat.nfs3.Status},
 * {@link dev.cleat.nfs3.Fattr} (attributes, also optional ones), {@link dev.cleat.nfs3.Wcc} (attributes before and after);
 * results that several procedures share: {@link dev.cleat.nfs3.Created} and {@link dev.cleat.nfs3.Changed}.
 * What a server does for each is in {@code dev.cleat.nfs3.server}.
 */
@NullMarked
package dev.cleat.nfs3;

import org.jspecify.annotations.NullMarked;
