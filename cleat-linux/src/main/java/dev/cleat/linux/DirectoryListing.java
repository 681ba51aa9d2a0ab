package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.cleat.linux.DirectoryStreams.Stream;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Lists a directory in the file system's own order. The cookie of an entry is the offset at which the next one is read, as
 * {@code getdents64(2)} tells it: it holds while others are made and removed.
 */
final class DirectoryListing {
    /** Cookies 0 to 2 mean the start, "." and ".."; offsets as small are moved up here, where no file system has any. */
    private static final long SMALL_OFFSETS = 0x7fff_ffff_ffff_fff0L;

    private static final int FIRST_READ = 4096;

    private final DirectoryStreams streams;
    private final Nodes nodes;

    /** Makes the node of an entry, or answers null where that is not to be had. */
    interface Nodes {
        @Nullable Node of(Worker worker, Descriptor directory, Name name, Caller caller) throws IOException;
    }

    DirectoryListing(DirectoryStreams streams, Nodes nodes) {
        this.streams = streams;
        this.nodes = nodes;
    }

    void list(Worker worker, Descriptor directory, long cookie, Caller caller, Listing listing) throws IOException {
        if (!directory.isDirectory()) {
            throw new VfsException(VfsError.NOTDIR);
        }
        long position = position(cookie);
        Stream stream = open(worker, directory, position, caller);
        boolean intact = false;
        try {
            seek(worker.calls, stream, position);
            // While it is read, it stands nowhere.
            stream.position = -1;
            stream.position = offer(worker, directory, stream.fd, position, caller, listing);
            intact = true;
        } finally {
            if (intact) {
                streams.giveBack(stream);
            } else {
                worker.calls.close(stream.fd);
            }
        }
    }

    private Stream open(Worker worker, Descriptor directory, long position, Caller caller) throws VfsException {
        Stream present = streams.take(directory.id, position);
        int answer;
        worker.become(caller);
        try {
            // Not by its ".", which would ask for the right to search as well.
            answer = present != null
                    ? worker.calls.access(directory.fd, Flags.R_OK)
                    : worker.calls.reopen(directory.fd, Flags.O_RDONLY | CallNumber.O_DIRECTORY);
        } finally {
            worker.service();
        }
        if (present == null) {
            return new Stream(directory.id, Errno.check(answer));
        }
        if (answer < 0) {
            streams.giveBack(present);
            throw Errno.failure(answer);
        }
        return present;
    }

    private static void seek(Syscalls calls, Stream stream, long position) throws VfsException {
        if (stream.position != position) {
            if (calls.seek(stream.fd, position) < 0) {
                throw new VfsException(VfsError.BAD_COOKIE);
            }
        }
    }

    /**
     * Offers entries until one is refused or none is left.
     *
     * @return where the directory stands then, or -1 where that is not known
     */
    private long offer(Worker worker, Descriptor directory, int fd, long from, Caller caller, Listing listing)
            throws IOException {
        MemorySegment bulk = worker.calls.scratch.bulk();
        long standing = from;
        // Most listings take a page of some kilobytes; who takes more gets more at a time.
        for (int room = FIRST_READ; ; room = Math.min(room * 2, Scratch.BULK)) {
            int end = Errno.check(worker.calls.entries(fd, room));
            if (end == 0) {
                return standing;
            }
            int next;
            for (int at = 0; at < end; at = next) {
                next = at + Short.toUnsignedInt(bulk.get(JAVA_SHORT_UNALIGNED, at + 16));
                Name name = name(bulk, at + 19);
                long offset = bulk.get(JAVA_LONG_UNALIGNED, at + 8);
                if (!name.isDots()) {
                    long inode = bulk.get(JAVA_LONG_UNALIGNED, at);
                    Node node = listing.wantsNodes() ? nodes.of(worker, directory, name, caller) : null;
                    if (!listing.add(
                            name, node == null ? inode : node.attributes().fileId(), cookie(offset), node)) {
                        return -1;
                    }
                }
                standing = offset;
            }
        }
    }

    private static Name name(MemorySegment bulk, int at) {
        int end = at;
        while (bulk.get(JAVA_BYTE, end) != 0) {
            end++;
        }
        return Name.of(bulk.asSlice(at, end - at).toArray(JAVA_BYTE));
    }

    private static long cookie(long offset) {
        return offset >= 0 && offset <= 2 ? SMALL_OFFSETS + offset : offset;
    }

    private static long position(long cookie) {
        return cookie >= SMALL_OFFSETS && cookie <= SMALL_OFFSETS + 2 ? cookie - SMALL_OFFSETS : cookie;
    }
}
