package dev.cleat.nio;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.listing.Snapshot;
import dev.cleat.vfs.listing.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Listings. Names that cannot be expressed are left out: a client could not ask for them either. */
final class Directories {
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

    void list(Located directory, long cookie, Listing listing) throws IOException {
        FileId id = directory.id();
        Snapshot snapshot = snapshots.take(id, cookie, directory.stat().changed(), () -> namesIn(directory.path()));
        for (int i = snapshot.after(cookie); i < snapshot.size(); i++) {
            if (!offer(directory, snapshot.name(i), snapshot.cookie(i), listing)) {
                return;
            }
        }
    }

    /** @return false when the listing is full */
    private boolean offer(Located directory, Name name, long cookie, Listing listing) throws IOException {
        if (traits.unix() && !listing.wantsNodes()) {
            long number = number(directory.path(), name);
            return number == 0 || listing.add(name, number, cookie, null);
        }
        Located child = objects.listed(directory, name);
        if (child == null) {
            return true;
        }
        Node node = objects.node(child);
        return listing.add(name, node.attributes().fileId(), cookie, node);
    }

    /** The entry's number, or 0 where it has just gone. */
    private long number(Path directory, Name name) throws IOException {
        Path path = names.find(directory, name);
        try {
            return path == null ? 0 : reader.inode(path);
        } catch (IOException e) {
            if (Failures.errorOf(e) == VfsError.NOENT) {
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
