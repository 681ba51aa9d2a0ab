package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where objects were last seen, for volumes whose objects only a path leads to. The map is written before an
 * identity leaves; what it says is verified whenever it is used, and corrected when others have moved things about.
 *
 * <p>Locking: an object without identity gets one under the lock of its place, so that two who find it agree. What others
 * do to the names meanwhile leaves at worst a place in the map that the next look at it removes.
 */
final class PlaceIds implements ObjectIds {
    private static final int LOCKS = 64;

    private final IdMap map;
    private final Fingerprint fingerprint;
    private final PlaceSearch search;
    private final Objects objects;
    private final int top;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    /** Of the top of the whole tree, if it is on this volume. */
    private volatile long topInode;

    /**
     * @param top a descriptor of the volume's top; outlives this
     */
    PlaceIds(IdMap map, Fingerprint fingerprint, boolean lastingNumbers, Objects objects, int top) {
        this.map = map;
        this.fingerprint = fingerprint;
        this.search = new PlaceSearch(fingerprint, lastingNumbers);
        this.objects = objects;
        this.top = top;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    @Override
    public boolean areTheKernels() {
        return false;
    }

    @Override
    public FileId root(Worker worker, int fd, Statx stat) {
        topInode = stat.inode();
        return fingerprint.ofTop(worker.calls, fd, stat);
    }

    @Override
    public @Nullable FileId recognise(Worker worker, int fd, Statx stat, FileId directory, Name name)
            throws IOException {
        FileId known = map.find(new Place(directory, name));
        return known != null && fingerprint.fits(worker.calls, fd, stat, known) ? known : null;
    }

    @Override
    public FileId identify(Worker worker, int fd, Statx stat, FileId directory, Name name) throws IOException {
        FileId known = recognise(worker, fd, stat, directory, name);
        if (known != null) {
            return known;
        }
        Place place = new Place(directory, name);
        ReentrantLock lock = locks[place.hashCode() & (LOCKS - 1)];
        lock.lock();
        try {
            known = recognise(worker, fd, stat, directory, name);
            if (known != null) {
                return known;
            }
            FileId own = fingerprint.derive(worker.calls, fd, stat);
            FileId id = own != null ? own : fingerprint.invent(stat.inode());
            map.link(id, place);
            return id;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable FileId identifyEntry(Worker worker, Descriptor directory, Name name, Statx stat) {
        return null;
    }

    @Override
    public FileId identifyParent(Worker worker, int fd, Statx stat, FileId child) throws IOException {
        if (stat.inode() == topInode) {
            return objects.root();
        }
        for (Place place : map.places(child)) {
            if (fingerprint.fits(worker.calls, fd, stat, place.directory())) {
                return place.directory();
            }
        }
        FileId own = fingerprint.derive(worker.calls, fd, stat);
        if (own == null || map.places(own).isEmpty()) {
            throw new VfsException(VfsError.STALE, "moved to where it was never seen");
        }
        return own;
    }

    @Override
    public int open(Worker worker, FileId id) throws IOException {
        if (id.equals(objects.root())) {
            return Errno.check(worker.calls.reopen(top, Flags.O_PATH));
        }
        List<Place> places = map.places(id);
        worker.opening().push(id);
        try {
            for (Place place : places) {
                int found = worker.opening().contains(place.directory()) ? -1 : open(worker, id, place);
                if (found >= 0) {
                    return found;
                }
            }
        } finally {
            worker.opening().pop();
        }
        throw new VfsException(VfsError.STALE);
    }

    /** Opens the object at this place, or near it; a place that is wrong is forgotten. Answers -1 where it is not there. */
    private int open(Worker worker, FileId id, Place place) throws IOException {
        Descriptor directory = directory(worker, place);
        if (directory == null) {
            return -1;
        }
        try (directory) {
            int found = search.at(worker, directory, place.name(), id);
            if (found >= 0) {
                return found;
            }
            Name moved = search.near(worker, directory, place.name(), id);
            if (moved == null) {
                map.unlink(id, place);
                return -1;
            }
            if (!moved.equals(place.name())) {
                map.unlink(id, place);
                map.link(id, new Place(place.directory(), moved));
            }
            return Errno.check(worker.calls.open(directory.fd, moved, Flags.NAME_ONLY, 0, 0));
        }
    }

    private @Nullable Descriptor directory(Worker worker, Place place) throws IOException {
        try {
            return objects.object(worker, place.directory());
        } catch (VfsException e) {
            if (e.error() == VfsError.STALE) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public void beforeRemoval(Worker worker, Descriptor directory, Name name) throws IOException {
        FileId known = map.find(new Place(directory.id, name));
        if (known != null) {
            // FUSE and NFS rename what is removed while somebody has it open, so that its folder stays full.
            objects.forget(known);
        }
    }

    @Override
    public void removed(FileId directory, Name name) throws IOException {
        map.unlink(new Place(directory, name));
    }

    @Override
    public void renamed(FileId fromDirectory, Name from, FileId toDirectory, Name to) throws IOException {
        map.move(new Place(fromDirectory, from), new Place(toDirectory, to));
    }

    @Override
    public void linked(FileId file, FileId directory, Name name) throws IOException {
        map.link(file, new Place(directory, name));
    }
}
