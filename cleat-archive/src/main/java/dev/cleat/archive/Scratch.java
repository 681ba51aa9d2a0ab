package dev.cleat.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Histories of unpacking, 32 KiB each, in one temporary file that is made when the first is kept and ends with the process.
 *
 * <p>The file and the set of its places in use are guarded by {@code this}; contents are read and written without it, each
 * place by whoever took it.
 */
final class Scratch implements AutoCloseable {
    private final Path folder;
    private final int places;
    private final BitSet used = new BitSet();
    private @Nullable FileChannel file;

    /**
     * @param bytes how large the file may become
     */
    Scratch(Path folder, long bytes) {
        this.folder = folder;
        this.places = (int) Math.min(Integer.MAX_VALUE, bytes / Inflate.HISTORY);
    }

    /** Keeps a history, and answers its place; -1 where there is no room. */
    int put(byte[] history, int length) throws IOException {
        int place = take();
        if (place >= 0) {
            ByteBuffer from = ByteBuffer.wrap(history, 0, length);
            FileChannel open = open();
            long at = (long) place * Inflate.HISTORY;
            while (from.hasRemaining()) {
                at += open.write(from, at);
            }
        }
        return place;
    }

    void get(int place, byte[] into, int length) throws IOException {
        if (new FileData(open()).read((long) place * Inflate.HISTORY, ByteBuffer.wrap(into, 0, length)) < length) {
            throw new IOException("the scratch file was cut");
        }
    }

    synchronized void free(int place) {
        used.clear(place);
    }

    private synchronized int take() {
        int place = used.nextClearBit(0);
        if (place >= places) {
            return -1;
        }
        used.set(place);
        return place;
    }

    private synchronized FileChannel open() throws IOException {
        if (file == null) {
            Path path = Files.createTempFile(folder, "unpacked-", ".tmp");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
