package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Directories that are being listed, open where the last page ended: going on there spares the file system to find the place
 * again. As many as the budget allows; whichever is not here is opened anew.
 *
 * <p>Locking: everything is guarded by this object's monitor. A stream that was taken belongs to one thread until it is
 * given back.
 */
final class DirectoryStreams {
    /** One open directory, with the position that the next entry is read from. */
    static final class Stream {
        final FileId directory;
        final int fd;
        long position;
        /** How many bytes of entries the last page took. */
        int page;

        private int givenBack;

        Stream(FileId directory, int fd) {
            this.directory = directory;
            this.fd = fd;
        }

        void seek(Syscalls calls, long target) throws VfsException {
            if (position != target && calls.seek(fd, target) < 0) {
                throw new VfsException(VfsError.BAD_COOKIE);
            }
        }
    }

    private final Tick tick;
    private final DescriptorBudget budget;
    private final List<Stream> idle = new ArrayList<>();

    DirectoryStreams(Tick tick, DescriptorBudget budget) {
        this.tick = tick;
        this.budget = budget;
    }

    /** A stream of this directory, best one that stands at the position, or null where there is none. */
    synchronized @Nullable Stream take(FileId directory, long position) {
        int found = -1;
        for (int i = 0; i < idle.size(); i++) {
            Stream stream = idle.get(i);
            if (stream.directory.equals(directory)) {
                found = i;
                if (stream.position == position) {
                    break;
                }
            }
        }
        if (found < 0) {
            return null;
        }
        budget.giveStreamBack();
        return idle.remove(found);
    }

    /** Opens a directory to be read. Not by its ".", which would ask for the right to search as well. */
    static int reopen(Worker worker, Descriptor directory) {
        return worker.calls.reopen(directory.fd, Flags.O_RDONLY | CallNumber.O_DIRECTORY);
    }

    /**
     * Ends the use of a stream.
     *
     * @param intact whether it can be used again
     */
    void giveBack(Syscalls calls, Stream stream, boolean intact) {
        if (intact) {
            keep(stream);
        } else {
            calls.close(stream.fd);
        }
    }

    private void keep(Stream stream) {
        Stream surplus = null;
        synchronized (this) {
            stream.givenBack = tick.now();
            idle.add(stream);
            if (!budget.takeStream()) {
                surplus = idle.remove(0);
            }
        }
        if (surplus != null) {
            Worker.calls().close(surplus.fd);
        }
    }

    /** Closes those that were not used for so many ticks. */
    synchronized void sweep(int ticks) {
        for (Iterator<Stream> each = idle.iterator(); each.hasNext(); ) {
            Stream stream = each.next();
            if (tick.now() - stream.givenBack >= ticks) {
                Worker.calls().close(stream.fd);
                each.remove();
                budget.giveStreamBack();
            }
        }
    }

    void close() {
        sweep(0);
    }
}
