package dev.cleat.linux;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.hash.SipHash;
import dev.cleat.vfs.listing.Snapshot;
import dev.cleat.vfs.listing.Snapshots;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists directories whose offsets mean nothing once they are closed, as on overlayfs and FUSE, in an order of our own. The
 * names are the snapshot's; whether they still stand for something is asked in every call.
 */
final class SnapshotListing {
    /** So many leave room for all else on the heap: without memory the server would end for everybody. */
    private static final long MAX_NAMES = Runtime.getRuntime().maxMemory() / 200;

    private final SipHash hash;
    private final KeptListing kept;
    private final Snapshots snapshots;
    private final DirectoryListing.Nodes nodes;

    /**
     * @param hash with the same key cookies hold over a restart
     */
    SnapshotListing(SipHash hash, KeptListing kept, DirectoryListing.Nodes nodes) {
        this.hash = hash;
        this.kept = kept;
        this.snapshots = new Snapshots(hash, InstantSource.system());
        this.nodes = nodes;
    }

    void list(Worker worker, Descriptor directory, long cookie, Caller caller, Listing listing) throws IOException {
        Statx stat = nodes.stat(worker, directory);
        if (kept.listHashed(worker, directory, stat, hash, cookie, caller, listing)) {
            return;
        }
        int fd;
        worker.become(caller);
        try {
            fd = worker.calls.reopen(directory.fd, Flags.O_RDONLY | CallNumber.O_DIRECTORY);
        } finally {
            worker.service();
        }
        Errno.check(fd);
        Snapshot snapshot;
        try {
            snapshot = snapshots.take(directory.id, cookie, null, () -> names(worker.calls, fd));
        } finally {
            worker.calls.close(fd);
        }
        int next = snapshot.after(cookie);
        while (next < snapshot.size() && offer(worker, directory, snapshot, next, caller, listing)) {
            next++;
        }
    }

    private boolean offer(
            Worker worker, Descriptor directory, Snapshot snapshot, int index, Caller caller, Listing listing)
            throws IOException {
        Name name = snapshot.name(index);
        long cookie = snapshot.cookie(index);
        Node node = listing.wantsNodes() ? nodes.of(worker, directory, name, caller, false) : null;
        if (node != null) {
            return listing.add(name, node.attributes().fileId(), cookie, node);
        }
        boolean gone = worker.calls.stat(directory.fd, name) == -Errno.ENOENT;
        return gone || listing.add(name, worker.calls.scratch.stat.inode(), cookie, null);
    }

    private static List<Name> names(Syscalls calls, int fd) throws VfsException {
        List<Name> names = new ArrayList<>();
        DirectoryEntries entries = new DirectoryEntries(calls, fd, Scratch.BULK);
        while (entries.next()) {
            Name name = entries.name();
            if (!name.isDots()) {
                names.add(name);
            }
            if (names.size() > MAX_NAMES) {
                throw new VfsException(VfsError.SERVERFAULT, "a directory too large to be put in order in memory");
            }
        }
        return names;
    }
}
