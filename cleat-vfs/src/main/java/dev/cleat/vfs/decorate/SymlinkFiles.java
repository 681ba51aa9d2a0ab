package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What entries and identities of the file system below are seen as.
 *
 * <p>Changes of names that may meet hold {@link #locks}; looking takes none. A link that is being written is in {@link #unfinished}
 * and seen by nobody. While a link and a file replace each other both exist below: the link is in {@link #replacing}, not listed,
 * and found only where the file is not.
 */
final class SymlinkFiles {
    private static final String SUFFIX = ".sl";

    final DirectoryLocks locks;
    final Set<Place> unfinished;
    final Set<Place> replacing;

    /** Counts links that files replaced: grows when both are there. */
    final AtomicLong replaced;

    final Sightings sightings;
    private final Vfs below;
    private final LinkMarks marks;
    private final boolean caseInsensitive;

    /** An entry by its name below. */
    record Place(FileId directory, Name name) {}

    /**
     * @param name below
     */
    record Found(Name name, Seen seen) {}

    SymlinkFiles(Vfs below) {
        this.below = below;
        locks = new DirectoryLocks();
        unfinished = ConcurrentHashMap.newKeySet();
        replacing = ConcurrentHashMap.newKeySet();
        replaced = new AtomicLong();
        sightings = new Sightings();
        marks = LinkMarks.of(below.root());
        caseInsensitive = ignoresCase(below);
    }

    private SymlinkFiles(SymlinkFiles other, Vfs view) {
        below = view;
        locks = other.locks;
        unfinished = other.unfinished;
        replacing = other.replacing;
        replaced = other.replaced;
        sightings = other.sightings;
        marks = other.marks;
        caseInsensitive = other.caseInsensitive;
    }

    /** The same, looked at through another view of the file system below. */
    SymlinkFiles through(Vfs view) {
        return new SymlinkFiles(this, view);
    }

    private static boolean ignoresCase(Vfs below) {
        try {
            return below.limits(below.root()).caseInsensitive();
        } catch (IOException e) {
            return false;
        }
    }

    static Name file(Name link) {
        byte[] suffix = SUFFIX.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Arrays.copyOf(link.toBytes(), link.length() + suffix.length);
        System.arraycopy(suffix, 0, bytes, link.length(), suffix.length);
        return Name.of(bytes);
    }

    /** The name of the link that a file of this name would be, or null where it would be none. */
    @Nullable Name stem(Name name) {
        int length = name.length() - SUFFIX.length();
        if (length <= 0) {
            return null;
        }
        byte[] bytes = name.toBytes();
        String end = new String(bytes, length, SUFFIX.length(), StandardCharsets.ISO_8859_1);
        Name stem = Name.of(Arrays.copyOf(bytes, length));
        boolean suffix = end.equals(SUFFIX)
                || (caseInsensitive && end.toLowerCase(Locale.ROOT).equals(SUFFIX));
        return suffix && !stem.isDots() ? stem : null;
    }

    Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        if (name.isDots()) {
            return below.lookup(directory, name, caller);
        }
        long before;
        do {
            before = replaced.get();
            Found found = findOrKnown(directory, name, caller);
            if (found != null) {
                return found.seen.node();
            }
            // A file may have come after it was looked for, and its link have gone before that was.
        } while (before != replaced.get());
        throw new VfsException(VfsError.NOENT);
    }

    /** What has this name below, whatever it is seen as, or null. */
    @Nullable Node present(FileId directory, Name name, Caller caller) throws IOException {
        return Entries.find(below, directory, name, caller);
    }

    /** What has this name, or null. */
    @Nullable Found find(FileId directory, Name name, Caller caller) throws IOException {
        Node exact = Entries.find(below, directory, name, caller);
        if (exact != null) {
            Seen seen = seen(directory, name, exact, caller);
            return seen == null || seen instanceof Seen.Link ? null : new Found(name, seen);
        }
        Name file = file(name);
        Node behind = Entries.probe(below, directory, file, caller);
        if (behind == null || !behind.attributes().isRegular() || unfinished.contains(new Place(directory, file))) {
            return null;
        }
        sightings.saw(behind.id(), new Place(directory, file));
        return seeIfThere(behind, false) instanceof Seen.Link link ? new Found(file, link) : null;
    }

    /**
     * What has this name, or the link whose file has it and was shown by it as long as something else was called like the link:
     * who removes a whole folder comes to the one after the other.
     */
    @Nullable Found findOrKnown(FileId directory, Name name, Caller caller) throws IOException {
        Found found = find(directory, name, caller);
        if (found != null || !sightings.hasShownOwnName(new Place(directory, name))) {
            return found;
        }
        Node file = Entries.find(below, directory, name, caller);
        return file != null && seen(directory, name, file, caller) instanceof Seen.Link link
                ? new Found(name, link)
                : null;
    }

    /** What an entry below is listed as: a link by its stem, anything else by its name; null for what is not seen. */
    @Nullable Seen listed(FileId directory, Name name) throws IOException {
        Node node = Entries.probe(below, directory, name, Caller.ROOT);
        return node == null ? null : seen(directory, name, node, Caller.ROOT);
    }

    private @Nullable Seen seen(FileId directory, Name name, Node node, Caller caller) throws IOException {
        Name stem = stem(name);
        if (stem == null || !node.attributes().isRegular()) {
            noteOther(directory, name, node);
            return new Seen.Plain(node);
        }
        Place place = new Place(directory, name);
        if (unfinished.contains(place) || replacing.contains(place)) {
            return null;
        }
        sightings.saw(node.id(), place);
        // An empty file may have been a link's that is written by now.
        Seen seen = seeIfThere(node, node.attributes().size() == 0);
        boolean shadowed = seen instanceof Seen.Link && Entries.probe(below, directory, stem, caller) != null;
        if (shadowed) {
            sightings.showedOwnName(place);
        }
        return shadowed ? new Seen.Plain(node) : seen;
    }

    /** Remembers where an object was seen that has no name like a link's file. */
    void noteOther(FileId directory, Name name, Node node) {
        if (node.attributes().isRegular()) {
            sightings.sawAsOther(node.id(), new Place(directory, name));
        }
    }

    /** Remembers where an object has been moved to. */
    void noteMoved(Seen moved, Place place) {
        if (stem(place.name) == null) {
            sightings.sawAsOther(moved.below(), place);
        } else {
            sightings.saw(moved.below(), place);
        }
    }

    private @Nullable Seen seeIfThere(Node file, boolean again) throws IOException {
        try {
            return see(again ? new Node(file.id(), below.attributes(file.id())) : file);
        } catch (IOException e) {
            if (means(e, VfsError.STALE, VfsError.NOENT)) {
                return null;
            }
            throw e;
        }
    }

    /** A regular file that is named like a link. */
    Seen see(Node file) throws IOException {
        Attributes attributes = file.attributes();
        Name target = target(file);
        FileId mark = target == null ? marks.text() : marks.link();
        FileId id = LinkMarks.toggle(file.id(), mark);
        long number = LinkMarks.toggle(attributes.fileId(), mark);
        Attributes.Builder seen = Attributes.builder(target == null ? FileType.REGULAR : FileType.SYMBOLIC_LINK, number)
                .links(attributes.links())
                .owner(attributes.uid(), attributes.gid())
                .size(target == null ? attributes.size() : target.length())
                .used(attributes.used())
                .fsid(attributes.fsid())
                .times(attributes.accessed(), attributes.modified(), attributes.changed());
        return target == null
                ? new Seen.Text(
                        file.id(), new Node(id, seen.mode(attributes.mode()).build()))
                : new Seen.Link(file.id(), new Node(id, seen.build()), target);
    }

    /** A link as it is by now. */
    Node current(FileId fileBelow) throws IOException {
        return see(new Node(fileBelow, below.attributes(fileBelow))).node();
    }

    int modeBelow(FileId fileBelow) throws IOException {
        return below.attributes(fileBelow).mode();
    }

    private @Nullable Name target(Node file) throws IOException {
        long size = file.attributes().size();
        if (size == 0 || size > LinkText.MAX_TEXT) {
            return null;
        }
        ByteBuffer text = ByteBuffer.allocate(LinkText.MAX_TEXT + 1);
        try {
            below.read(file.id(), 0, text, Caller.ROOT);
        } catch (IOException e) {
            if (means(e, VfsError.ACCES, VfsError.PERM, VfsError.IO)) {
                return null;
            }
            throw e;
        }
        return LinkText.target(Arrays.copyOf(text.array(), text.position()));
    }

    /** What an identity stands for. */
    Seen resolve(FileId id) throws IOException {
        Node node;
        try {
            node = new Node(id, below.attributes(id));
        } catch (IOException e) {
            return marked(id, e);
        }
        return byItsName(new Seen.Plain(node));
    }

    /** Demands that a file is not seen as another object by now. */
    void requireCurrent(FileId id) throws IOException {
        if (sightings.lastPlace(id) != null) {
            resolve(id);
        }
    }

    /**
     * What an object is seen as under the name that it was last seen with, if that is its only one and it still has it.
     *
     * @throws VfsException {@link VfsError#STALE} where that is another object
     */
    private Seen byItsName(Seen seen) throws IOException {
        Place place = sightings.lastPlace(seen.below());
        if (place == null || seen.node().attributes().links() > 1) {
            return seen;
        }
        Node there = there(place);
        if (there == null || !there.id().equals(seen.below())) {
            return seen;
        }
        Seen now = seen(place.directory, place.name, there, Caller.ROOT);
        if (now != null && !now.node().id().equals(seen.node().id())) {
            throw stale();
        }
        return now == null ? seen : now;
    }

    private @Nullable Node there(Place place) throws IOException {
        try {
            return Entries.probe(below, place.directory, place.name, Caller.ROOT);
        } catch (IOException e) {
            if (means(e, VfsError.STALE)) {
                return null;
            }
            throw e;
        }
    }

    private static VfsException stale() {
        return new VfsException(VfsError.STALE, "a file has become a link, or a link a file");
    }

    /** What an identity that means nothing below stands for; throws what the call below threw where that is nothing either. */
    Seen marked(FileId id, IOException failure) throws IOException {
        FileId file = unmarked(id, failure);
        Seen seen = see(new Node(file, below.attributes(file)));
        if (!seen.node().id().equals(id)) {
            throw stale();
        }
        sightings.met(file);
        return byItsName(seen);
    }

    /** The identity below, whatever it is seen as by now. */
    FileId unmarked(FileId id, IOException failure) throws IOException {
        if (!means(failure, VfsError.STALE, VfsError.BADHANDLE)) {
            throw failure;
        }
        IOException gone = failure;
        for (FileId mark : new FileId[] {marks.link(), marks.text()}) {
            FileId file = LinkMarks.toggle(id, mark);
            try {
                if (below.attributes(file).isRegular()) {
                    return file;
                }
            } catch (IOException e) {
                if (!means(e, VfsError.STALE, VfsError.BADHANDLE)) {
                    throw e;
                }
                gone = means(e, VfsError.STALE) ? e : gone;
            }
        }
        throw gone;
    }

    private static boolean means(IOException failure, VfsError... errors) {
        return List.of(errors).contains(VfsException.errorOf(failure));
    }

    /** Makes a call on a directory; an identity that only means something here is none. */
    <T> T inDirectory(FileId directory, DirectoryLocks.Change<T> call) throws IOException {
        try {
            return call.make();
        } catch (IOException e) {
            if (means(e, VfsError.STALE, VfsError.BADHANDLE) && !directory.equals(below.root())) {
                requireDirectory(directory);
            }
            throw e;
        }
    }

    private void requireDirectory(FileId directory) throws IOException {
        if (!resolve(directory).node().attributes().isDirectory()) {
            throw new VfsException(VfsError.NOTDIR);
        }
    }

    void link(HardLinks hardLinks, FileId file, FileId directory, Name name, Caller caller) throws IOException {
        inDirectory(
                directory,
                () -> locks.holding(directory, () -> {
                    Seen seen = resolve(file);
                    if (!name.isDots() && find(directory, name, caller) != null) {
                        throw new VfsException(VfsError.EXIST);
                    }
                    boolean link = seen instanceof Seen.Link && !name.isDots();
                    if (link && Entries.find(below, directory, name, caller) != null) {
                        throw new VfsException(VfsError.EXIST);
                    }
                    hardLinks.link(seen.below(), directory, link ? file(name) : name, caller);
                    return seen;
                }));
    }
}
