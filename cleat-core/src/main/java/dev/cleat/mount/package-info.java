/** The MOUNT protocol, versions 1 to 3: its messages. RFC 1094 appendix A and RFC 1813 appendix I. */
@NullMarked
package dev.cleat.mount;

import org.jspecify.annotations.NullMarked;
