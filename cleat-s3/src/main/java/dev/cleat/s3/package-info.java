/** Buckets of S3, and of what speaks like it, as an {@link dev.cleat.remote.Origin}, over Amazon's own library. */
@NullMarked
package dev.cleat.s3;

import org.jspecify.annotations.NullMarked;
