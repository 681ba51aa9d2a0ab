package dev.cleat.linux;

import dev.cleat.linux.DirectoryStreams.Stream;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.hash.SipHash;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lists a directory in the file system's own order. The cookie of an entry is the offset at which the next one is read, as
 * {@code getdents64(2)} tells it: it holds while others are made and removed.
 */
final class DirectoryListing {
    /** Cookies 0 to 2 mean the start, "." and ".."; offsets as small are moved up here, where no file system has any. */
    private static final long SMALL_OFFSETS = 0x7fff_ffff_ffff_fff0L;

    /** More than an entry takes. */
    private static final int SPARE = 512;

    private final DirectoryStreams streams;
    private final Nodes nodes;
    private final KeptListing kept;
    private final SnapshotListing snapshots;

    /** What is known of a directory and its entries. */
    interface Nodes {
        Statx stat(Worker worker, Descriptor directory) throws IOException;

        /**
         * The node of an entry, or null where that is not to be had.
         *
         * @param searchable whether the caller certainly may search the directory
         */
        @Nullable Node of(Worker worker, Descriptor directory, Name name, Caller caller, boolean searchable) throws IOException;

        /** The node of an entry that the service finds, and that has this identity; null where it is not to be had. */
        @Nullable Node again(Worker worker, Descriptor directory, Name name, FileId id) throws IOException;
    }

    /**
     * @param hash of names, where the file system has no order that lasts
     */
    DirectoryListing(DirectoryStreams streams, KeptListings kept, Nodes nodes, SipHash hash) {
        this.kept = new KeptListing(kept, streams, nodes);
        this.snapshots = new SnapshotListing(hash, this.kept, nodes);
        this.streams = streams;
        this.nodes = nodes;
    }

    void list(Worker worker, Descriptor directory, long cookie, Caller caller, Listing listing) throws IOException {
        if (!directory.isDirectory()) {
            throw new VfsException(VfsError.NOTDIR);
        }
        FileSystemKind kind = directory.volume.kind();
        if (!kind.hasStableOffsets()) {
            snapshots.list(worker, directory, cookie, caller, listing);
            return;
        }
        long position = position(cookie);
        Statx stat = nodes.stat(worker, directory);
        long rest = kept.list(worker, directory, stat, position, caller, listing);
        if (rest != KeptListing.DONE) {
            stream(worker, directory, rest, caller, listing);
        }
    }

    private void stream(Worker worker, Descriptor directory, long position, Caller caller, Listing listing)
            throws IOException {
        Stream stream = open(worker, directory, nodes.stat(worker, directory), position, caller);
        boolean intact = false;
        try {
            stream.seek(worker.calls, position);
            // While it is read, it stands nowhere.
            stream.position = -1;
            stream.position = offer(worker, directory, stream, position, caller, listing);
            intact = true;
        } finally {
            streams.giveBack(worker.calls, stream, intact);
        }
    }

    private Stream open(Worker worker, Descriptor directory, Statx stat, long position, Caller caller)
            throws VfsException {
        Stream present = streams.take(directory.id, position);
        if (Rights.hasByMode(worker, directory, stat, caller, Flags.R_OK)) {
            return present != null
                    ? present
                    : new Stream(directory.id, Errno.check(DirectoryStreams.reopen(worker, directory)));
        }
        int answer;
        worker.become(caller);
        try {
            answer = present != null
                    ? worker.calls.access(directory.fd, Flags.R_OK)
                    : DirectoryStreams.reopen(worker, directory);
        } finally {
            worker.service();
        }
        if (present == null) {
            return new Stream(directory.id, Errno.check(answer));
        }
        if (answer < 0) {
            streams.giveBack(worker.calls, present, true);
            throw Errno.failure(answer);
        }
        return present;
    }

    /**
     * Offers entries until one is refused or none is left.
     *
     * @return where the directory stands then, or -1 where that is not known
     */
    private long offer(Worker worker, Descriptor directory, Stream stream, long from, Caller caller, Listing listing)
            throws IOException {
        boolean searchable = listing.wantsNodes()
                && Rights.serviceMaySearch(worker, directory, nodes.stat(worker, directory), caller);
        DirectoryEntries entries = new DirectoryEntries(worker.calls, stream.fd, stream.page);
        long standing = from;
        while (entries.next()) {
            Name name = entries.name();
            if (!name.isDots()) {
                Node node = listing.wantsNodes() ? nodes.of(worker, directory, name, caller, searchable) : null;
                long fileId = node == null ? entries.inode() : node.attributes().fileId();
                if (!listing.add(name, fileId, cookie(entries.offset()), node)) {
                    stream.page = entries.bytesTaken() + SPARE;
                    return -1;
                }
            }
            standing = entries.offset();
        }
        return standing;
    }

    /** What clients are told of an offset. */
    static long cookie(long offset) {
        return offset >= 0 && offset <= 2 ? SMALL_OFFSETS + offset : offset;
    }

    private static long position(long cookie) {
        return cookie >= SMALL_OFFSETS && cookie <= SMALL_OFFSETS + 2 ? cookie - SMALL_OFFSETS : cookie;
    }
}
