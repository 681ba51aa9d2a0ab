package dev.cleat.linux;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The objects of the tree: finds them by their identities, and gives identities to those that were found by name. */
final class Objects implements AutoCloseable {
    private final Descriptors descriptors;
    private final Volumes volumes;
    private final Ancestry ancestry;
    private final FileId root;

    /**
     * @param top a descriptor of the root, really open; closed with this
     */
    Objects(Worker worker, int top, LinuxOptions options, Descriptors descriptors) throws IOException {
        this.descriptors = descriptors;
        this.volumes = new Volumes(worker, top, options, this, descriptors.tick);
        Errno.check(worker.calls.stat(top));
        this.ancestry = new Ancestry(worker.calls.scratch.stat);
        this.root = volumes.top().ids().root(worker, top, worker.calls.scratch.stat);
    }

    FileId root() {
        return root;
    }

    /** Whether all objects are on one volume, as far as is known. */
    boolean onOneVolume() {
        return volumes.isSingle();
    }

    /** The object with this identity, held by the caller, if it is open here already; else null. */
    @Nullable Descriptor present(FileId id) {
        return descriptors.find(id);
    }

    /** The object with this identity, held by the caller. */
    Descriptor object(Worker worker, FileId id) throws IOException {
        Descriptor present = descriptors.find(id);
        if (present != null) {
            return present;
        }
        try (Volume volume = volumes.of(worker, id)) {
            int fd = volume.ids().open(worker, id);
            int answer = worker.calls.stat(fd);
            if (answer < 0) {
                worker.calls.close(fd);
                throw Errno.failure(answer);
            }
            return descriptors.adopt(id, volume, fd, worker.calls.scratch.stat.format());
        }
    }

    /** Whether a directory is still below the root. */
    boolean isInside(Worker worker, int directory) {
        return ancestry.isInside(worker.calls, directory);
    }

    /** Gives up volumes that nothing was open on for so many ticks. */
    void sweep(int ticks) {
        volumes.sweep(ticks);
    }

    /** Closes what is open of the object, unless it is in use or waits to be synced. */
    void forget(FileId id) {
        descriptors.forgetUnused(id);
    }

    /**
     * Makes a node of an object that was just found, and keeps its descriptor.
     *
     * @param name null for the directory above {@code directory}
     * @param fd the object's; closed or kept
     */
    Node adopt(Worker worker, Descriptor directory, @Nullable Name name, int fd) throws IOException {
        boolean kept = false;
        try {
            Errno.check(stat(worker, directory.volume, fd));
            Statx stat = worker.calls.scratch.stat;
            try (Volume volume = volumes.of(worker, directory.volume, fd, stat)) {
                if (volume.number() != directory.volume.number()) {
                    Errno.check(stat(worker, volume, fd));
                }
                int format = stat.format();
                Attributes attributes = stat.attributes(volume.fsid());
                FileId id = name == null
                        ? volume.ids().identifyParent(worker, fd, stat, directory.id)
                        : volume.ids().identify(worker, fd, stat, directory.id, name);
                kept = true;
                descriptors.adopt(id, volume, fd, format).close();
                return new Node(id, attributes);
            }
        } finally {
            if (!kept) {
                worker.calls.close(fd);
            }
        }
    }

    /**
     * As {@link #adopt}, of an object that the kernel had in memory.
     *
     * @throws VfsException {@link VfsError#WOULD_BLOCK} where its identity would have to be written down first
     */
    Node adoptCached(Worker worker, Descriptor directory, Name name, int fd) throws IOException {
        boolean kept = false;
        try {
            Errno.check(worker.calls.stat(fd));
            Statx stat = worker.calls.scratch.stat;
            Volume volume = directory.volume;
            FileId id = volume.holds(stat) ? volume.ids().recognise(worker, fd, stat, directory.id, name) : null;
            if (id == null) {
                throw ImmediateVfs.wouldBlock();
            }
            kept = true;
            Attributes attributes = stat.attributes(volume.fsid());
            descriptors.adopt(id, volume, fd, stat.format()).close();
            return new Node(id, attributes);
        } finally {
            if (!kept) {
                worker.calls.close(fd);
            }
        }
    }

    /** Makes a node of an entry that is being listed without opening it; null where that cannot be done. */
    @Nullable Node listed(Worker worker, Descriptor directory, Name name) throws IOException {
        Volume volume = directory.volume;
        Statx stat = worker.calls.scratch.stat;
        if (worker.calls.stat(directory.fd, name) < 0 || !volume.holds(stat)) {
            return null;
        }
        FileId id = volume.ids().identifyEntry(worker, directory, name, stat);
        return id == null ? null : new Node(id, stat.attributes(volume.fsid()));
    }

    /** Makes a node of an entry that is being listed and has this identity; null where it is on another volume, or gone. */
    @Nullable Node listed(Worker worker, Descriptor directory, Name name, FileId id) throws IOException {
        Volume volume = directory.volume;
        Statx stat = worker.calls.scratch.stat;
        boolean there = worker.calls.stat(directory.fd, name) == 0 && volume.holds(stat);
        return there ? new Node(id, stat.attributes(volume.fsid())) : null;
    }

    /** Makes a node of an entry that is being listed; null where it is on another volume, or gone. */
    @Nullable Node listed(Worker worker, Descriptor directory, Name name, int fd) throws IOException {
        Statx stat = worker.calls.scratch.stat;
        if (stat(worker, directory.volume, fd) < 0 || !directory.volume.holds(stat)) {
            return null;
        }
        Attributes attributes = stat.attributes(directory.volume.fsid());
        return new Node(directory.volume.ids().identify(worker, fd, stat, directory.id, name), attributes);
    }

    /**
     * What is known of an object now.
     *
     * @throws VfsException {@link VfsError#STALE} where it lives on only because it is open here
     */
    Statx checkLinked(Worker worker, Descriptor object) throws VfsException {
        int answer = stat(worker, object.volume, object.fd);
        Statx stat = worker.calls.scratch.stat;
        boolean gone = answer == -Errno.ENOENT || (answer == 0 && stat.links() == 0);
        if (gone) {
            descriptors.forget(object.id);
            throw new VfsException(VfsError.STALE);
        }
        Errno.check(answer);
        return stat;
    }

    private static int stat(Worker worker, Volume volume, int fd) {
        return volume.kind().remembersAttributes() ? worker.calls.statAfresh(fd) : worker.calls.stat(fd);
    }

    /** The exception for a call on a directory that failed: tells a name that is not there from a directory that is not. */
    VfsException failure(Worker worker, Descriptor directory, int answer) throws VfsException {
        if (answer == -Errno.ENOENT) {
            checkLinked(worker, directory);
        }
        return Errno.failure(answer);
    }

    @Override
    public void close() throws IOException {
        volumes.close();
    }
}
