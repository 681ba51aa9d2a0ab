package dev.cleat.nio;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.IdMap.Place;
import dev.cleat.vfs.idmap.Moves;
import dev.cleat.vfs.idmap.StampedIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is where. Every step from the root down is asked of the file system, in every call: it must be a folder, not a link to
 * one, and the same folder as before. So a path never leads out of the root; only another process on the host that swaps
 * a folder for a link within those microseconds could make it. Clients cannot: what swaps folders holds {@link TreeLock}
 * alone.
 */
final class Whereabouts {
    private static final int MAX_DEPTH = 1024;

    private final Path root;
    private final IdMap ids;
    private final Moves moves;
    private final StampedIds stamped;
    private final FileSystemTraits traits;
    private final PathNames names;
    private final StatReader reader;
    private final OpenFiles files;
    private final AttributeStore kept;
    private final long volume;
    private final long rootDevice;
    /** No directory has this identity; its "names" are inode numbers, by which the names of one object find each other. */
    private final FileId inodes;

    Whereabouts(
            Path root,
            IdMap ids,
            AttributeStore kept,
            FileSystemTraits traits,
            PathNames names,
            StatReader reader,
            OpenFiles files)
            throws IOException {
        this.kept = kept;
        this.root = root;
        this.ids = ids;
        this.moves = new Moves(ids);
        this.stamped = new StampedIds(ids);
        this.traits = traits;
        this.names = names;
        this.reader = reader;
        this.files = files;
        this.volume = ids.root().high();
        this.rootDevice = reader.read(root).device();
        this.inodes = new FileId(volume, 1);
        for (Moves.Move begun : moves.pending()) {
            settle(begun);
        }
    }

    /** What the last server was moving when it was killed is at its new place, or still at the old one. */
    private void settle(Moves.Move begun) throws IOException {
        FileId object = begun.object();
        if (isAt(begun.to(), object)) {
            FileId replaced = ids.find(begun.to());
            Place left = null;
            for (Place place : ids.places(object)) {
                left = isName(place) && !isAt(place, object) ? place : left;
            }
            if (left == null) {
                ids.link(object, begun.to());
            } else {
                ids.move(left, begun.to());
            }
            if (replaced != null && !replaced.equals(object)) {
                forgetUnlessNamed(replaced);
            }
        }
        moves.end(begun);
    }

    private boolean isAt(Place place, FileId object) throws IOException {
        Path directory = directory(place.directory(), 0);
        Path path = directory == null ? null : names.find(directory, place.name());
        Stat stat = path == null ? null : stat(path);
        return stat != null && StampedIds.fits(object, stat.stamp());
    }

    FileId root() {
        return ids.root();
    }

    Attributes attributes(Located object) {
        return object.stat().attributes(object.id(), volume, rootDevice);
    }

    Node node(Located object) {
        return new Node(object.id(), attributes(object));
    }

    /** The object with this identity, as it is now. */
    Located locate(FileId file) throws IOException {
        if (file.equals(root())) {
            Stat stat = stat(root);
            if (stat == null || !stat.isDirectory()) {
                throw new VfsException(VfsError.STALE, "the folder itself is gone");
            }
            return seen(file, root, stat);
        }
        for (Place place : places(file)) {
            Path directory = directory(place.directory(), 0);
            Path path = directory == null ? null : names.find(directory, place.name());
            Stat stat = path == null ? null : stat(path);
            if (path != null && stat != null && StampedIds.fits(file, stat.stamp())) {
                return seen(file, path, stat);
            }
        }
        throw new VfsException(VfsError.STALE);
    }

    Located locateDirectory(FileId directory) throws IOException {
        Located located = locate(directory);
        if (!located.stat().isDirectory()) {
            throw new VfsException(VfsError.NOTDIR);
        }
        return located;
    }

    Located above(FileId directory) throws IOException {
        if (directory.equals(root())) {
            return locate(directory);
        }
        return locateDirectory(places(directory).getFirst().directory());
    }

    /** The entry, or null where there is none. */
    @Nullable Located child(Located directory, Name name) throws IOException {
        Path path = names.find(directory.path(), name);
        if (traits.exactNames() || path == null || !isThere(path)) {
            return path == null ? null : listed(directory, name);
        }
        Place place = place(directory, path);
        return place == null ? null : listed(directory, place.name());
    }

    /** An entry by the name that it was just listed with, or null where it has gone. */
    @Nullable Located listed(Located directory, Name name) throws IOException {
        Path path = names.find(directory.path(), name);
        Stat stat = path == null ? null : stat(path);
        if (path == null || stat == null) {
            return null;
        }
        return seen(identify(new Place(directory.id(), name), stat), path, stat);
    }

    /** Where an entry is that was found by {@link #child}. */
    Place placeOf(Located directory, Located entry) throws VfsException {
        Name name = names.name(entry.path());
        if (name == null) {
            throw new VfsException(VfsError.INVAL);
        }
        return new Place(directory.id(), name);
    }

    /** Where an entry is, by the name that it is listed with; null where that cannot be expressed. */
    @Nullable Place place(Located directory, Path path) throws IOException {
        Path listed = traits.exactNames() ? path : path.toRealPath(LinkOption.NOFOLLOW_LINKS);
        Name name = names.name(listed);
        return name == null ? null : new Place(directory.id(), name);
    }

    private FileId identify(Place place, Stat stat) throws IOException {
        boolean hasMoreNames = stat.links() > 1 && !stat.isDirectory() && stat.inode() != 0;
        FileId known = hasMoreNames ? ids.find(place) : null;
        if (!hasMoreNames || (known != null && StampedIds.fits(known, stat.stamp()))) {
            return replacing(place, () -> stamped.identify(place, stat.stamp()));
        }
        // A further name of an object that may be known by another.
        Place byInode = byInode(stat);
        FileId same = ids.find(byInode);
        if (same == null || !exists(same)) {
            same = stamped.fresh(stat.stamp());
            ids.link(same, byInode);
        }
        ids.link(same, place);
        return same;
    }

    /** What was known by an inode number may be gone, and the number used again. */
    private boolean exists(FileId file) throws IOException {
        try {
            locate(file);
            return true;
        } catch (VfsException e) {
            return false;
        }
    }

    private List<Place> places(FileId file) throws IOException {
        List<Place> places = new ArrayList<>(ids.places(file));
        places.removeIf(place -> !isName(place));
        if (places.isEmpty()) {
            throw new VfsException(VfsError.STALE);
        }
        return places;
    }

    /** The path of a folder, every step of it checked; null where it is not what it was. */
    private @Nullable Path directory(FileId directory, int depth) throws IOException {
        if (directory.equals(root())) {
            return root;
        }
        Place place = depth > MAX_DEPTH ? null : firstName(ids.places(directory));
        Path above = place == null ? null : directory(place.directory(), depth + 1);
        Path path = above == null || place == null ? null : names.find(above, place.name());
        if (path == null) {
            return null;
        }
        try {
            Long stamp = reader.stampOfFolder(path);
            return stamp != null && StampedIds.fits(directory, stamp) ? path : null;
        } catch (IOException e) {
            requireAbsence(e);
            return null;
        }
    }

    private @Nullable Stat stat(Path path) throws IOException {
        try {
            return reader.read(path);
        } catch (IOException e) {
            requireAbsence(e);
            return null;
        }
    }

    private static void requireAbsence(IOException failure) throws IOException {
        VfsError error = VfsException.errorOf(failure);
        if (error != VfsError.NOENT && error != VfsError.NOTDIR && error != VfsError.NAMETOOLONG) {
            throw failure;
        }
    }

    /** What the file system itself does not say. */
    private Located seen(FileId file, Path path, Stat stat) throws IOException {
        if (traits.unix()) {
            return new Located(file, path, stat);
        }
        Stat seen = stat;
        if (stat.type() == FileType.SYMBOLIC_LINK) {
            seen = stat.withSize(names.target(Files.readSymbolicLink(path)).length());
        }
        // Where others see a file's contents only after it was closed, we still know its size.
        Long size = traits.archive() ? files.size(file) : null;
        seen = size == null ? seen : seen.withSize(size);
        List<Place> places = ids.places(file);
        KeptAttributes attributes = traits.kept() ? kept.find(places) : null;
        seen = attributes == null ? seen : seen.with(attributes);
        boolean several = !stat.isDirectory() && traits.hardLinks();
        int links = several ? (int) places.stream().filter(this::isName).count() : 1;
        return new Located(file, path, seen.withLinks(Math.max(1, links)));
    }

    /** Whether an entry of this place would be a name of the object, not something else that is known of it. */
    private boolean isName(Place place) {
        return !place.directory().equals(inodes) && !kept.isKept(place);
    }

    private @Nullable Place firstName(List<Place> places) {
        for (Place place : places) {
            if (isName(place)) {
                return place;
            }
        }
        return null;
    }

    /**
     * What is now there was made by us, under this name. Who has found it there meanwhile has given it its identity.
     *
     * @param before what was known to be there before that: another object
     */
    Located made(Located directory, Path path, @Nullable FileId before) throws IOException {
        Place place = place(directory, path);
        Stat stat = reader.read(path);
        if (place == null) {
            throw new VfsException(VfsError.INVAL);
        }
        if (before != null && StampedIds.fits(before, stat.stamp())) {
            // Removed by others, and its number used again in the same moment.
            ids.unlink(before, place);
            forgetUnlessNamed(before);
        }
        FileId id = replacing(place, () -> stamped.identify(place, stat.stamp()));
        return new Located(id, path, stat);
    }

    /** What was last known to be at a place where something is about to be made. */
    @Nullable FileId before(Located directory, Path path) throws IOException {
        Name name = names.name(path);
        return name == null ? null : ids.find(new Place(directory.id(), name));
    }

    /** Something else may have been at this place; if it was its last name, nothing of it is left. */
    private FileId replacing(Place place, Failures.Action<FileId> identified) throws IOException {
        FileId before = ids.find(place);
        FileId now = identified.run();
        if (before != null && !before.equals(now)) {
            forgetUnlessNamed(before);
        }
        return now;
    }

    /** @return whether the object has no name that is known */
    private boolean forgetUnlessNamed(FileId file) throws IOException {
        List<Place> left = ids.places(file);
        boolean gone = left.stream().noneMatch(this::isName);
        for (Place place : gone ? left : List.<Place>of()) {
            ids.unlink(file, place);
        }
        return gone;
    }

    /** The same object, after it was changed. */
    Located again(Located object) throws IOException {
        return seen(object.id(), object.path(), reader.read(object.path()));
    }

    boolean isThere(Path path) throws IOException {
        return stat(path) != null;
    }

    /** The object is about to get one more name: known by its number first, it is found to be the same by either. */
    void linking(Located file) throws IOException {
        if (file.stat().inode() != 0) {
            ids.link(file.id(), byInode(file.stat()));
        }
    }

    void linked(Located file, Located directory, Path path) throws IOException {
        Place place = place(directory, path);
        if (place != null) {
            ids.link(file.id(), place);
        }
    }

    private Place byInode(Stat stat) {
        return new Place(inodes, Name.of(Long.toString(stat.inode())));
    }

    /**
     * A name is gone.
     *
     * @param place where it was, or null where {@link #moved} has said so already
     * @return whether the object has no other that is known
     */
    boolean removed(FileId file, @Nullable Place place) throws IOException {
        if (place != null) {
            ids.unlink(file, place);
        }
        return forgetUnlessNamed(file);
    }

    void moved(Place from, Place to) throws IOException {
        ids.move(from, to);
    }

    Moves moves() {
        return moves;
    }

    boolean isEmpty(Located directory) throws IOException {
        try (var entries = Files.newDirectoryStream(directory.path())) {
            return !entries.iterator().hasNext();
        }
    }
}
