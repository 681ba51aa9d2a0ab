package dev.cleat.xdr;

import java.nio.ByteBuffer;

/** A buffer on loan from a {@link BufferPool}. */
public interface Lease {
    /** The buffer, big-endian, at least as large as asked for; not to be touched after {@link #release}. */
    ByteBuffer buffer();

    /** Gives it back; once. */
    void release();
}
