package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One of the two file systems that a random sequence runs on, with the objects it has made so far. */
final class ModelSide {
    /** Times before this were set by a step; all others are the clock's and cannot be compared. */
    private static final Instant CLOCK_TIMES = Instant.ofEpochSecond(1_700_000_000);

    /** Every so many indices one is of any type. */
    private static final int STRAY = 9;

    private final VfsUser user;
    private final List<Caller> callers;
    private final Set<Feature> compared;
    private final List<FileId> objects = new ArrayList<>();
    private final Map<FileType, List<FileId>> byType = new EnumMap<>(FileType.class);

    /**
     * @param compared what both file systems keep
     */
    ModelSide(Vfs vfs, List<Caller> callers, Set<Feature> compared) {
        user = new VfsUser(vfs, callers.getFirst());
        this.callers = callers;
        this.compared = compared;
        add(vfs.root(), FileType.DIRECTORY);
    }

    VfsUser user(int index) {
        return user.as(callers.get(index % callers.size()));
    }

    FileId object(int index) {
        return objects.get(index % objects.size());
    }

    /** An object of this type, most of the time and if there is one; it may have been removed. */
    FileId object(FileType type, int index) {
        List<FileId> candidates = index % STRAY == 0 ? objects : byType.getOrDefault(type, objects);
        return candidates.get(index % candidates.size());
    }

    FileId directory(int index) {
        return object(FileType.DIRECTORY, index);
    }

    int index(FileId id) {
        return objects.indexOf(id);
    }

    String add(Node made) throws IOException {
        add(made.id(), made.attributes().type());
        return view(made.id());
    }

    private void add(FileId id, FileType type) {
        objects.add(id);
        byType.computeIfAbsent(type, key -> new ArrayList<>()).add(id);
    }

    String set(int by, FileId object, SetAttributes changes) throws IOException {
        user(by).set(object, changes);
        return view(object);
    }

    boolean lacks(Feature feature) {
        return !compared.contains(feature);
    }

    boolean isLink(FileId id) throws IOException {
        return user.attributes(id).type() == FileType.SYMBOLIC_LINK;
    }

    /** A mode that means the same on both sides: where callers do not count, the process itself may be kept out by others. */
    int mode(int mode) {
        return lacks(Feature.CALLERS) ? (mode & 0777) | 0700 : mode;
    }

    /** The attributes that must be equal on both sides. */
    String view(FileId id) throws IOException {
        Attributes a = user.attributes(id);
        StringBuilder view = new StringBuilder(a.type().toString());
        if (a.type() != FileType.DIRECTORY) {
            view.append(" links ").append(a.links()).append(" size ").append(a.size());
        }
        if (!lacks(Feature.MODES) && a.type() != FileType.SYMBOLIC_LINK) {
            view.append(" mode ").append(Integer.toOctalString(a.mode()));
        }
        if (!lacks(Feature.OWNERS)) {
            view.append(" owner ").append(a.uid()).append(':').append(a.gid());
        }
        if (a.modified().isBefore(CLOCK_TIMES)) {
            view.append(" modified ").append(a.modified());
        }
        return view.toString();
    }

    /** The whole tree: each path with the object it leads to, its attributes and contents. */
    Map<String, String> tree() throws IOException {
        Map<String, String> tree = new TreeMap<>();
        collect("", user.root(), tree);
        return tree;
    }

    private void collect(String path, FileId id, Map<String, String> tree) throws IOException {
        String contents = switch (user.attributes(id).type()) {
            case REGULAR -> " holds " + user.text(id).hashCode();
            case SYMBOLIC_LINK -> " to " + user.readLink(id);
            case DIRECTORY -> {
                for (String name : user.names(id)) {
                    collect(path + "/" + name, user.lookup(id, name).id(), tree);
                }
                yield "";
            }
            case BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET -> "";
        };
        tree.put(path, "#" + index(id) + " " + view(id) + contents);
    }
}
