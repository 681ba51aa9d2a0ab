package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.IdMap.Place;
import dev.cleat.vfs.idmap.Moves;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where objects were last seen, for volumes whose objects only a path leads to. The map is written before an
 * identity leaves; what it says is verified whenever it is used, and corrected when others have moved things about.
 *
 * <p>Locking: an object that has no identity by itself gets one under the lock of its place, so that two who find it agree. What others
 * do to the names meanwhile leaves at worst a place in the map that the next look at it removes. Whoever comes first settles
 * what the last server left in the middle, and the others wait for that.
 */
final class PlaceIds implements ObjectIds {
    private static final int LOCKS = 64;

    private final IdMap map;
    private final Moves moves;
    private final Fingerprint fingerprint;
    private final PlaceSearch search;
    private final Objects objects;
    private final int top;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    /** Of the top of the whole tree, if it is on this volume. */
    private volatile long topInode;

    private final ReentrantLock settling = new ReentrantLock();
    /** What the last server had begun to move, until it was looked for. */
    private volatile List<Moves.Move> left;

    /**
     * @param top a descriptor of the volume's top; outlives this
     */
    PlaceIds(IdMap map, Fingerprint fingerprint, boolean lastingNumbers, Objects objects, int top) throws IOException {
        this.map = map;
        this.moves = new Moves(map);
        this.left = moves.pending();
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
        return fingerprint.isTheKernels();
    }

    @Override
    public FileId root(Worker worker, int fd, Statx stat) {
        topInode = stat.inode();
        return fingerprint.ofTop(worker.calls, fd, stat);
    }

    @Override
    public @Nullable FileId recognise(Worker worker, int fd, Statx stat, FileId directory, Name name)
            throws IOException {
        return left.isEmpty() ? known(worker, fd, stat, directory, name) : null;
    }

    private @Nullable FileId known(Worker worker, int fd, Statx stat, FileId directory, Name name) throws IOException {
        FileId known = map.find(new Place(directory, name));
        return known != null && fingerprint.fits(worker.calls, fd, stat, known) ? known : null;
    }

    @Override
    public FileId identify(Worker worker, int fd, Statx stat, FileId directory, Name name) throws IOException {
        if (!left.isEmpty()) {
            settleMoves(worker);
            Errno.check(worker.calls.stat(fd));
        }
        FileId own = fingerprint.derive(worker.calls, fd, stat);
        if (own == null) {
            return invent(worker, fd, stat, directory, name);
        }
        map.link(own, new Place(directory, name));
        return own;
    }

    private FileId invent(Worker worker, int fd, Statx stat, FileId directory, Name name) throws IOException {
        FileId known = known(worker, fd, stat, directory, name);
        if (known != null) {
            return known;
        }
        Place place = new Place(directory, name);
        ReentrantLock lock = locks[place.hashCode() & (LOCKS - 1)];
        lock.lock();
        try {
            known = known(worker, fd, stat, directory, name);
            if (known != null) {
                return known;
            }
            FileId id = fingerprint.invent(stat.inode());
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
        settleMoves(worker);
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
    public void rename(Place from, Place to, Moves.Step step) throws IOException {
        // What moves within its folder is found by its number there.
        FileId object = from.directory().equals(to.directory()) ? null : map.find(from);
        if (object == null) {
            step.run();
            map.move(from, to);
        } else {
            moves.during(new Moves.Move(object, to), () -> {
                step.run();
                map.move(from, to);
                // Who looked for it meanwhile may have found it gone from the one, or at the other already.
                map.link(object, to);
            });
        }
    }

    /** What the last server was moving when it was killed may be at its new place, where nobody would look for it. */
    private void settleMoves(Worker worker) throws IOException {
        if (left.isEmpty() || settling.isHeldByCurrentThread()) {
            return;
        }
        settling.lock();
        try {
            for (Moves.Move begun : left) {
                settle(worker, begun);
            }
            left = List.of();
        } finally {
            settling.unlock();
        }
    }

    private void settle(Worker worker, Moves.Move begun) throws IOException {
        try (Descriptor directory = directory(worker, begun.to())) {
            if (directory != null && directory.volume.ids() != this) {
                return;
            }
            int found = directory == null
                    ? -1
                    : search.at(worker, directory, begun.to().name(), begun.object());
            if (found >= 0) {
                worker.calls.close(found);
                map.link(begun.object(), begun.to());
            }
            moves.end(begun);
        } catch (VfsException e) {
            // It cannot be told now: the next server will find the note again.
        }
    }

    @Override
    public void linked(FileId file, FileId directory, Name name) throws IOException {
        map.link(file, new Place(directory, name));
    }
}
