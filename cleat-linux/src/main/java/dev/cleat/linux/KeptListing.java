package dev.cleat.linux;

import dev.cleat.linux.DirectoryStreams.Stream;
import dev.cleat.linux.KeptEntries.Cursor;
import dev.cleat.linux.KeptEntries.Extent;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.hash.SipHash;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Lists large directories that rest: what one walk has read of them the next need not read again. The cookies are the
 * kernel's own, so that a walk can change to the kernel and back between any two entries.
 */
final class KeptListing {
    /** From here on it costs less to keep a directory than to ask for each of its names, in bytes. */
    private static final long MEDIUM = 4 * 1024;

    /** Smaller directories are read as quickly as they are found here, in bytes. */
    private static final long LARGE = 32 * 1024;

    /** No offset of an entry. */
    static final long DONE = -1;

    private final KeptListings listings;
    private final DirectoryStreams streams;
    private final DirectoryListing.Nodes nodes;

    KeptListing(KeptListings listings, DirectoryStreams streams, DirectoryListing.Nodes nodes) {
        this.listings = listings;
        this.streams = streams;
        this.nodes = nodes;
    }

    /**
     * Offers entries, as many as can be had here.
     *
     * @param stat what the kernel has just told of the directory
     * @return where in the directory to go on without them, or {@link #DONE}
     */
    long list(Worker worker, Descriptor directory, Statx stat, long position, Caller caller, Listing listing)
            throws IOException {
        DirectoryVersion version = DirectoryVersion.of(directory.volume.kind(), stat);
        if (version == null) {
            return position;
        }
        try (KeptEntries entries = find(worker, directory, version, position)) {
            if (entries == null) {
                return position;
            }
            int place = entries.after(entries.extent(), position);
            if (place < 0) {
                return position;
            }
            Rights.checkList(worker, directory, stat, caller);
            return offer(worker, directory, entries, place, caller, listing);
        }
    }

    /**
     * As {@link #list}, of a directory whose own order does not last, in that of its snapshots.
     *
     * @return false where that cannot be done here
     */
    boolean listHashed(
            Worker worker, Descriptor directory, Statx stat, SipHash hash, long cookie, Caller caller, Listing listing)
            throws IOException {
        DirectoryVersion version = DirectoryVersion.of(directory.volume.kind(), stat);
        if (version == null) {
            return false;
        }
        try (KeptEntries entries = listings.begin(worker.calls, directory.id, version, MEDIUM)) {
            if (entries == null) {
                return false;
            }
            Rights.checkList(worker, directory, stat, caller);
            if (!readAll(worker, directory, entries, hash)) {
                return false;
            }
            Extent all = entries.extent();
            // Unsigned: so large a cookie is behind all of them.
            int place = cookie < 0 ? all.end() : entries.behind(all, cookie);
            offer(worker, directory, entries, place, caller, listing);
            return true;
        }
    }

    private boolean readAll(Worker worker, Descriptor directory, KeptEntries entries, SipHash hash)
            throws VfsException {
        if (entries.extent().complete() || entries.isFull()) {
            return entries.extent().complete();
        }
        int fd = -1;
        entries.growing.lock();
        try {
            if (!entries.extent().complete() && !entries.isFull()) {
                fd = Errno.check(DirectoryStreams.reopen(worker, directory));
                HashOrder order = new HashOrder(hash);
                if (order.read(worker.calls, fd) && order.addTo(entries)) {
                    entries.publish(true);
                } else {
                    entries.fill();
                }
            }
        } finally {
            entries.growing.unlock();
            if (fd >= 0) {
                worker.calls.close(fd);
            }
        }
        return entries.extent().complete();
    }

    private @Nullable KeptEntries find(Worker worker, Descriptor directory, DirectoryVersion version, long position) {
        return position == 0
                ? listings.begin(worker.calls, directory.id, version, LARGE)
                : listings.find(directory.id, version);
    }

    private long offer(
            Worker worker, Descriptor directory, KeptEntries entries, int from, Caller caller, Listing listing)
            throws IOException {
        boolean searchable = listing.wantsNodes()
                && Rights.serviceMaySearch(worker, directory, nodes.stat(worker, directory), caller);
        int place = from;
        while (true) {
            Extent known = entries.extent();
            Cursor cursor = entries.new Cursor(known, place);
            while (cursor.next()) {
                Name name = cursor.name();
                Node node = listing.wantsNodes() ? node(worker, directory, cursor, name, caller, searchable) : null;
                long fileId = node == null ? cursor.inode() : node.attributes().fileId();
                if (!listing.add(name, fileId, DirectoryListing.cookie(cursor.cookie()), node)) {
                    return DONE;
                }
            }
            if (known.complete()) {
                return DONE;
            }
            if (!extend(worker, directory, entries, known)) {
                return known.cookie();
            }
            place = known.end();
        }
    }

    private @Nullable Node node(
            Worker worker, Descriptor directory, Cursor entry, Name name, Caller caller, boolean searchable)
            throws IOException {
        FileId known = searchable ? entry.identity() : null;
        Node again = known == null ? null : nodes.again(worker, directory, name, known);
        if (again != null && again.attributes().fileId() == entry.inode()) {
            return again;
        }
        Node node = nodes.of(worker, directory, name, caller, searchable);
        boolean lasting = directory.volume.ids().areTheKernels();
        if (lasting && node != null && node.attributes().fileId() == entry.inode()) {
            entry.identify(node.id());
        }
        return node;
    }

    /**
     * Has more entries read.
     *
     * @return false where somebody else is about it, or no more can be kept
     */
    private boolean extend(Worker worker, Descriptor directory, KeptEntries entries, Extent known) throws VfsException {
        if (!entries.growing.tryLock()) {
            return false;
        }
        try {
            if (!entries.extent().equals(known)) {
                return true;
            }
            return !entries.isFull() && read(worker, directory, entries, known.cookie());
        } finally {
            entries.growing.unlock();
        }
    }

    private boolean read(Worker worker, Descriptor directory, KeptEntries kept, long position) throws VfsException {
        Stream stream = streams.take(directory.id, position);
        if (stream == null) {
            stream = new Stream(directory.id, Errno.check(DirectoryStreams.reopen(worker, directory)));
        }
        boolean intact = false;
        try {
            stream.seek(worker.calls, position);
            stream.position = -1;
            DirectoryEntries entries = new DirectoryEntries(worker.calls, stream.fd, Scratch.BULK);
            boolean there = entries.next();
            byte[] name = new byte[Scratch.NAME_MAX];
            while (there && (entries.isDots() || add(kept, entries, name)) && !entries.isDrained()) {
                there = entries.next();
            }
            if (entries.isDrained()) {
                stream.position = kept.cookie();
            }
            intact = true;
            return kept.publish(!there);
        } finally {
            streams.giveBack(worker.calls, stream, intact);
        }
    }

    private static boolean add(KeptEntries kept, DirectoryEntries entry, byte[] name) {
        return kept.add(entry.offset(), entry.inode(), name, 0, entry.copyName(name, 0));
    }
}
