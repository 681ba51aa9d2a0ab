package dev.cleat.archive;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that can be read at any position, by many threads at once. */
interface Data {
    /**
     * Reads until the buffer is full or the bytes end.
     *
     * @return how many bytes were read; fewer than there was room for only at the end
     */
    int read(long position, ByteBuffer into) throws IOException;
}
