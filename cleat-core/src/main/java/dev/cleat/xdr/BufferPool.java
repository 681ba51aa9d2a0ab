package dev.cleat.xdr;

import java.nio.ByteBuffer;

/** Lends buffers. */
public interface BufferPool {
    /** Fresh memory for each lease, for tests and clients. */
    BufferPool HEAP = capacity -> {
        ByteBuffer buffer = ByteBuffer.allocate(capacity);
        return new Lease() {
            @Override
            public ByteBuffer buffer() {
                return buffer;
            }

            @Override
            public void release() {}
        };
    };

    /**
     * @param capacity in bytes
     * @return an empty buffer with at least that capacity; its limit is its capacity
     */
    Lease lease(int capacity);
}
