package dev.cleat.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a file as they are. */
record FileData(FileChannel channel) implements Data {
    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        int before = into.position();
        long at = position;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                break;
            }
            at += read;
        }
        return into.position() - before;
    }
}
