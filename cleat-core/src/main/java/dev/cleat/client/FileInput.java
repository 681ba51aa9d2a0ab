package dev.cleat.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A file from its beginning. Not by way of {@link java.nio.channels.Channels}, whose streams take a channel's size for true and
 * memory for all of it, before a byte is there.
 */
final class FileInput extends InputStream {
    private final NfsFile file;

    FileInput(NfsFile file) {
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return file.read(ByteBuffer.wrap(into, offset, length));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
