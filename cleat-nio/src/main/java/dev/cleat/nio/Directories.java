package dev.cleat.nio;

import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.listing.Snapshot;
import dev.cleat.vfs.listing.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Listings. Names that cannot be expressed are left out: a client could not ask for them either. */
final class Directories {
    /** Some 4 KiB of an answer: what is looked at in vain when a listing is full is little. */
    private static final int PAGE = 32;

    /** What a listing is offered. */
    record Entry(
            Name name, long fileId, long cookie, @Nullable Node node) {}

    private final Whereabouts objects;
    private final PathNames names;
    private final StatReader reader;
    private final Folders folders;
    private final FileSystemTraits traits;
    private final Snapshots snapshots;

    Directories(
            Whereabouts objects,
            PathNames names,
            StatReader reader,
            Folders folders,
            FileSystemTraits traits,
            Snapshots snapshots) {
        this.folders = folders;
        this.objects = objects;
        this.names = names;
        this.reader = reader;
        this.traits = traits;
        this.snapshots = snapshots;
    }

    /** The next entries behind a cookie, a few of many; none at the end. */
    List<Entry> page(Located directory, long cookie, boolean wantsNodes) throws IOException {
        Snapshot snapshot =
                snapshots.take(directory.id(), cookie, version(directory.stat()), () -> namesIn(directory.path()));
        List<Entry> page = new ArrayList<>(PAGE);
        for (int i = snapshot.after(cookie); i < snapshot.size() && page.size() < PAGE; i++) {
            Entry entry = entry(directory, snapshot.name(i), snapshot.cookie(i), wantsNodes);
            if (entry != null) {
                page.add(entry);
            }
        }
        return page;
    }

    /** When names came or went last, by the file system's own clock: ours may be ahead of it. */
    private Instant version(Stat directory) {
        return traits.kept() ? directory.modified() : directory.changed();
    }

    private @Nullable Entry entry(Located directory, Name name, long cookie, boolean wantsNodes) throws IOException {
        if (traits.unix() && !wantsNodes) {
            long number = number(directory.path(), name);
            return number == 0 ? null : new Entry(name, number, cookie, null);
        }
        Located child = seen(directory, name);
        if (child == null) {
            return null;
        }
        Node node = objects.node(child);
        return new Entry(name, node.attributes().fileId(), cookie, node);
    }

    /** An entry, or null where it has just gone or, as on the system's volume of Windows, cannot even be looked at. */
    private @Nullable Located seen(Located directory, Name name) throws IOException {
        try {
            return objects.listed(directory, name);
        } catch (IOException e) {
            if (VfsException.errorOf(e) == VfsError.ACCES) {
                return null;
            }
            throw e;
        }
    }

    /** The entry's number, or 0 where it has just gone. */
    private long number(Path directory, Name name) throws IOException {
        Path path = names.find(directory, name);
        try {
            return path == null ? 0 : reader.inode(path);
        } catch (IOException e) {
            if (VfsException.errorOf(e) == VfsError.NOENT) {
                return 0;
            }
            throw e;
        }
    }

    private List<Name> namesIn(Path directory) throws IOException {
        List<Name> found = new ArrayList<>();
        folders.list(directory, entry -> {
            Name name = expressible(directory, entry);
            if (name != null) {
                found.add(name);
            }
        });
        return found;
    }

    private @Nullable Name expressible(Path directory, Path entry) {
        Name name = names.name(entry);
        return name == null || names.find(directory, name) == null ? null : name;
    }
}
