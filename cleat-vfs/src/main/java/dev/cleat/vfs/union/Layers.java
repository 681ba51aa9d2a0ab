package dev.cleat.vfs.union;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.IdMap.Place;
import dev.cleat.vfs.idmap.StampedIds;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds objects in two layers. Identities are those of places in the union, so that an object keeps its own when it is copied
 * from one layer to the other. Looks at the layers as the superuser; what callers may do is for others to ask.
 */
final class Layers {
    private static final int MAX_DEPTH = 1024;

    final Vfs upper;
    final Vfs lower;
    final IdMap ids;
    private final StampedIds stamped;

    Layers(Vfs upper, Vfs lower, IdMap ids) {
        this.upper = upper;
        this.lower = lower;
        this.ids = ids;
        this.stamped = new StampedIds(ids);
    }

    FileId root() {
        return ids.root();
    }

    Found find(FileId id) throws IOException {
        Deque<Name> names = new ArrayDeque<>();
        FileId at = id;
        while (!at.equals(root())) {
            Place place = place(at);
            names.addFirst(place.name());
            at = place.directory();
            if (names.size() > MAX_DEPTH) {
                throw new VfsException(VfsError.NAMETOOLONG);
            }
        }
        Found found = top();
        for (Name name : names) {
            Found child = found.isDirectory() ? child(found, name) : null;
            if (child == null) {
                throw new VfsException(VfsError.STALE);
            }
            found = child;
        }
        if (!found.id().equals(id)) {
            throw new VfsException(VfsError.STALE);
        }
        return found;
    }

    Found findDirectory(FileId id) throws IOException {
        return find(id).requireDirectory();
    }

    private Found top() throws IOException {
        Node up = new Node(upper.root(), upper.attributes(upper.root()));
        Node low = new Node(lower.root(), lower.attributes(lower.root()));
        return new Found(root(), null, Name.SELF, up, low);
    }

    private Place place(FileId file) throws IOException {
        List<Place> places = ids.places(file);
        if (places.isEmpty()) {
            throw new VfsException(VfsError.STALE);
        }
        return places.getFirst();
    }

    /** What a directory has under this name, or null. */
    @Nullable Found child(Found directory, Name name) throws IOException {
        Node above = directory.upper();
        Node up = above == null ? null : find(upper, above.id(), name);
        Node low = up != null && !up.attributes().isDirectory() ? null : visibleBelow(directory, name);
        if (up != null && low != null && !low.attributes().isDirectory()) {
            low = null;
        }
        Node seen = up != null ? up : low;
        if (seen == null) {
            return null;
        }
        FileId id = stamped.identify(
                new Place(directory.id(), name), stamp(seen.attributes().type()));
        return new Found(id, directory, name, up, low);
    }

    /** An identity belongs to an object of one type. */
    private static long stamp(FileType type) {
        return switch (type) {
            case REGULAR -> 1;
            case DIRECTORY -> 2;
            case SYMBOLIC_LINK -> 3;
            case BLOCK_DEVICE -> 4;
            case CHARACTER_DEVICE -> 5;
            case FIFO -> 6;
            case SOCKET -> 7;
        };
    }

    /** What the lower layer has under this name, and the upper one does not hide; or null. */
    @Nullable Node visibleBelow(Found directory, Name name) throws IOException {
        Node below = directory.lower();
        Node low = below == null ? null : find(lower, below.id(), name);
        Node above = directory.upper();
        return low == null || above == null || find(upper, above.id(), Whiteouts.of(name)) == null ? low : null;
    }

    private static @Nullable Node find(Vfs layer, FileId directory, Name name) throws IOException {
        try {
            return layer.lookup(directory, name, Caller.ROOT);
        } catch (IOException e) {
            return switch (VfsException.errorOf(e)) {
                case NOENT, NAMETOOLONG, INVAL -> null;
                default -> throw e;
            };
        }
    }

    /** The names in a directory of the union. */
    List<Name> names(Found directory) throws IOException {
        Set<Name> names = new LinkedHashSet<>();
        Set<Name> marks = new LinkedHashSet<>();
        Node up = directory.upper();
        if (up != null) {
            for (Name name : names(upper, up.id())) {
                (Whiteouts.isReserved(name) ? marks : names).add(name);
            }
        }
        Node low = directory.lower();
        if (low != null) {
            for (Name name : names(lower, low.id())) {
                if (!Whiteouts.isReserved(name) && !marks.contains(Whiteouts.of(name))) {
                    names.add(name);
                }
            }
        }
        return new ArrayList<>(names);
    }

    /** All names in a directory of one layer. */
    static List<Name> names(Vfs layer, FileId directory) throws IOException {
        List<Name> names = new ArrayList<>();
        layer.list(directory, 0, Caller.ROOT, new Listing() {
            @Override
            public boolean wantsNodes() {
                return false;
            }

            @Override
            public boolean add(Name name, long fileId, long cookie, @Nullable Node node) {
                return names.add(name);
            }
        });
        return names;
    }

    /** What the caller may do. Whatever the lower layer allows: what is written is copied first. */
    int access(Found found, Caller caller) throws IOException {
        Node up = found.upper();
        if (up != null) {
            return upper.access(up.id(), up.attributes(), caller);
        }
        Node low = found.lower();
        int reading = low == null ? 0 : lower.access(low.id(), low.attributes(), caller) & ~Permissions.WRITE;
        return reading | (Permissions.granted(found.attributes(), caller) & Permissions.WRITE);
    }

    void require(Found found, Caller caller, int wanted) throws IOException {
        if ((access(found, caller) & wanted) != wanted) {
            throw new VfsException(VfsError.ACCES);
        }
    }

    Node node(Found found) {
        return new Node(found.id(), shown(found));
    }

    /** With numbers of the union's own, which stay when an object is copied. */
    Attributes shown(Found found) {
        // The second half is random, and above 1 but at the root.
        long number = found.id().equals(root()) ? 1 : found.id().low();
        return found.attributes().withFileId(number).toBuilder()
                .fsid(root().high())
                .build();
    }
}
