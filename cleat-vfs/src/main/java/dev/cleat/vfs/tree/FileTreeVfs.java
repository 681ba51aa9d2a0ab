package dev.cleat.vfs.tree;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileTree;
import dev.cleat.vfs.FileTree.Entry;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.hash.SipHash;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.IdMap.Place;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.idmap.StampedIds;
import dev.cleat.vfs.listing.Snapshot;
import dev.cleat.vfs.listing.Snapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree by path as a file system that everybody may read and nobody can change.
 *
 * <p>Identities are those of paths: an object that the tree moves is another one afterwards, and so is a file that has become
 * a folder. Without a map of their own they end with the process; give a {@link dev.cleat.vfs.idmap.JournalIdMap} to a tree
 * that clients keep mounted over restarts, or that has millions of files.
 */
public final class FileTreeVfs implements Vfs {
    private static final int FILE_MODE = 0444;
    private static final int FOLDER_MODE = 0555;
    private static final int MAX_DEPTH = 1024;
    private static final Limits LIMITS =
            new Limits(Long.MAX_VALUE, 255, 1, Duration.ofMillis(1), false, true, true, false, true);

    private final FileTree tree;
    private final IdMap ids;
    private final StampedIds stamped;
    private final Snapshots snapshots;
    private final long volume;

    /** Something that was found: who it is, where, and what the tree says of it. */
    private record Found(FileId id, String path, Entry entry) {}

    /** Identities end with the process. */
    public FileTreeVfs(FileTree tree) {
        this(tree, new InMemoryIdMap());
    }

    /**
     * @param ids where identities are kept; closed with this file system
     */
    public FileTreeVfs(FileTree tree, IdMap ids) {
        this.tree = tree;
        this.ids = ids;
        this.stamped = new StampedIds(ids);
        this.volume = ids.root().high();
        this.snapshots = new Snapshots(new SipHash(volume, ids.root().low()), InstantSource.system());
    }

    @Override
    public FileId root() {
        return ids.root();
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        return attributes(find(file));
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        Found parent = findFolder(directory);
        if (name.equals(Name.PARENT)) {
            return node(find(above(directory)));
        }
        Found found = child(parent, name);
        if (found == null) {
            throw new VfsException(VfsError.NOENT);
        }
        return node(found);
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        Found found = find(file);
        return switch (found.entry) {
            case Entry.Folder folder -> throw new VfsException(VfsError.ISDIR);
            case Entry.File regular -> {
                long rest = Math.max(0, regular.size() - offset);
                int limit = into.limit();
                into.limit((int) Math.min(limit, into.position() + rest));
                try {
                    boolean end = into.remaining() == rest;
                    if (into.hasRemaining()) {
                        tree.read(found.path, offset, into);
                        requireVersion(found.path, regular);
                    }
                    // The tree may have become shorter since it was asked for the size.
                    yield end || into.hasRemaining();
                } finally {
                    into.limit(limit);
                }
            }
        };
    }

    /** What was read while another version came may be of either. */
    private void requireVersion(String path, Entry.File before) throws IOException {
        if (before.version() != 0
                && !(tree.stat(path) instanceof Entry.File now && now.version() == before.version())) {
            throw new VfsException(VfsError.STALE);
        }
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        Found folder = findFolder(directory);
        Snapshot names = snapshots.take(directory, cookie, null, () -> names(folder.path));
        for (int i = names.after(cookie); i < names.size(); i++) {
            Found found = child(folder, names.name(i));
            if (found != null) {
                Node node = node(found);
                if (!listing.add(names.name(i), node.attributes().fileId(), names.cookie(i), node)) {
                    return;
                }
            }
        }
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) {
        return Permissions.granted(attributes, caller) & ~Permissions.WRITE;
    }

    private List<Name> names(String path) throws IOException {
        List<Name> names = new ArrayList<>();
        for (String text : tree.list(path)) {
            Name name = Name.of(text);
            if (name.isComponent() && !name.isDots() && name.length() <= Limits.POSIX.maxNameLength()) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public Blocking blocking() {
        return tree.blocking();
    }

    @Override
    public void close() throws IOException {
        ids.close();
    }

    private Found findFolder(FileId directory) throws IOException {
        Found found = find(directory);
        if (!(found.entry instanceof Entry.Folder)) {
            throw new VfsException(VfsError.NOTDIR);
        }
        return found;
    }

    private Found find(FileId file) throws IOException {
        String path = path(file);
        Entry entry = tree.stat(path);
        if (entry == null || (!file.equals(root()) && !StampedIds.fits(file, stamp(entry)))) {
            throw new VfsException(VfsError.STALE);
        }
        return new Found(file, path, entry);
    }

    private @Nullable Found child(Found folder, Name name) throws IOException {
        if (!name.isText() || name.isDots() || name.length() > Limits.POSIX.maxNameLength()) {
            return null;
        }
        String path = folder.path.isEmpty() ? name.toString() : folder.path + "/" + name;
        Entry entry = tree.stat(path);
        return entry == null
                ? null
                : new Found(stamped.identify(new Place(folder.id, name), stamp(entry)), path, entry);
    }

    private String path(FileId file) throws IOException {
        Deque<String> names = new ArrayDeque<>();
        FileId at = file;
        while (!at.equals(root())) {
            Place place = place(at);
            names.addFirst(place.name().toString());
            at = place.directory();
            if (names.size() > MAX_DEPTH) {
                throw new VfsException(VfsError.NAMETOOLONG);
            }
        }
        return String.join("/", names);
    }

    private FileId above(FileId directory) throws IOException {
        return directory.equals(root()) ? directory : place(directory).directory();
    }

    private Place place(FileId file) throws IOException {
        List<Place> places = ids.places(file);
        if (places.isEmpty()) {
            throw new VfsException(VfsError.STALE);
        }
        return places.getFirst();
    }

    private Node node(Found found) {
        return new Node(found.id, attributes(found));
    }

    private Attributes attributes(Found found) {
        // The second half is random, and above 1 but at the root.
        long number = found.id.equals(root()) ? 1 : found.id.low();
        Attributes.Builder attributes = switch (found.entry) {
            case Entry.File file ->
                Attributes.builder(FileType.REGULAR, number).mode(FILE_MODE).size(file.size());
            case Entry.Folder folder ->
                Attributes.builder(FileType.DIRECTORY, number).mode(FOLDER_MODE).links(2);
        };
        return attributes.fsid(volume).times(found.entry.modified()).build();
    }

    /** Tells a file from the folder, or the version, that takes its name: the type of an object never changes. */
    private static long stamp(Entry entry) {
        return switch (entry) {
            case Entry.File file -> 4 * file.version() + 1;
            case Entry.Folder folder -> 2;
        };
    }

    @Override
    public Limits limits(FileId object) {
        return LIMITS;
    }
}
