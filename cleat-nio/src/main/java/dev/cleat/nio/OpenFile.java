package dev.cleat.nio;

import dev.cleat.vfs.FileId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.ReentrantLock;

/** A channel with its users. Fields that are not final are guarded by the {@link OpenFiles} that it is in. */
final class OpenFile {
    final FileId id;
    final FileChannel channel;
    final boolean writable;
    private final ReentrantLock forcing = new ReentrantLock();
    private volatile boolean written;

    int users;
    boolean retired;
    long lastUsed;

    OpenFile(FileId id, FileChannel channel, boolean writable) {
        this.id = id;
        this.channel = channel;
        this.writable = writable;
    }

    void written() {
        written = true;
    }

    boolean isWritten() {
        return written;
    }

    /** Nobody will see it any more. */
    void forgetWritten() {
        written = false;
    }

    /** Makes durable what was written before this call. */
    void force() throws IOException {
        // A second caller waits for the first, whose work is also for it.
        forcing.lock();
        try {
            if (written) {
                // Before, so that what is written meanwhile is forced by the next.
                written = false;
                forceChannel();
            }
        } finally {
            forcing.unlock();
        }
    }

    private void forceChannel() throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            written = true;
            throw e;
        }
    }
}
