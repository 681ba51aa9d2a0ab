package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.SymlinkFiles.Found;
import dev.cleat.vfs.decorate.SymlinkFiles.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes of a {@link SymlinkFileVfs}. */
final class SymlinkFileWritable implements Writable {
    private final SymlinkFiles files;
    private final Writable below;

    SymlinkFileWritable(SymlinkFiles files, Writable below) {
        this.files = files;
        this.below = below;
    }

    @Override
    public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
        return files.inDirectory(
                directory,
                () -> files.locks.holding(directory, () -> {
                    requireUnhidden(directory, name, caller);
                    return switch (object) {
                        case NewObject.SymbolicLink link -> createLink(directory, name, link, caller);
                        case NewObject.RegularFile file -> createOther(directory, name, object, caller);
                        case NewObject.Directory folder -> createOther(directory, name, object, caller);
                        case NewObject.Special special -> createOther(directory, name, object, caller);
                    };
                }));
    }

    /** Not EXIST: whoever is told that and then finds nothing tries again for ever. */
    private void requireUnhidden(FileId directory, Name name, Caller caller) throws IOException {
        if (files.stem(name) != null
                && files.present(directory, name, caller) != null
                && files.find(directory, name, caller) == null) {
            throw new VfsException(VfsError.ACCES, "the name of a link's file");
        }
    }

    private Node createOther(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
        if (!name.isDots() && files.find(directory, name, caller) != null) {
            throw new VfsException(VfsError.EXIST);
        }
        Node made = below.create(directory, name, object, caller);
        return object instanceof NewObject.RegularFile && files.stem(name) != null
                ? files.see(made).node()
                : made;
    }

    private Node createLink(FileId directory, Name name, NewObject.SymbolicLink link, Caller caller)
            throws IOException {
        byte[] text = LinkText.of(link.target());
        requireFree(directory, name, null, caller);
        Place place = new Place(directory, SymlinkFiles.file(name));
        files.unfinished.add(place);
        try {
            SetAttributes given = link.attributes().withMode(null).withSize(null);
            Node made = below.create(directory, place.name(), new NewObject.RegularFile(given), caller);
            fill(place, made.id(), text, given, caller);
            return files.current(made.id());
        } finally {
            files.unfinished.remove(place);
        }
    }

    private void fill(Place place, FileId file, byte[] text, SetAttributes given, Caller caller) throws IOException {
        try {
            below.write(file, 0, ByteBuffer.wrap(text), caller);
            SetAttributes times = SetAttributes.times(given.accessed(), given.modified());
            if (!times.isNone()) {
                below.setAttributes(file, times, caller);
            }
        } catch (IOException e) {
            undo(e, () -> below.remove(place.directory(), place.name(), caller));
        }
    }

    @Override
    public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
        files.requireCurrent(file);
        try {
            below.setAttributes(file, changes, caller);
        } catch (IOException e) {
            switch (files.marked(file, e)) {
                case Seen.Plain plain -> throw e;
                case Seen.Text text -> below.setAttributes(text.below(), changes, caller);
                case Seen.Link link -> setLinkAttributes(link.below(), changes, caller);
            }
        }
    }

    private void setLinkAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
        if (changes.size() != null) {
            throw new VfsException(VfsError.INVAL);
        }
        // A link's own mode means nothing; whether it may be changed is still checked.
        SetAttributes kept = changes.mode() == null ? changes : changes.withMode(files.modeBelow(file));
        below.setAttributes(file, kept, caller);
    }

    @Override
    public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
        int start = data.position();
        files.requireCurrent(file);
        try {
            below.write(file, offset, data, caller);
        } catch (IOException e) {
            FileId found = files.marked(file, e).requireFile();
            below.write(found, offset, data.position(start), caller);
        }
    }

    /** Also of a file that its last write has made a link: who wrote it may not know yet. */
    @Override
    public void commit(FileId object) throws IOException {
        try {
            below.commit(object);
        } catch (IOException e) {
            below.commit(files.unmarked(object, e));
        }
    }

    @Override
    public void remove(FileId directory, Name name, Caller caller) throws IOException {
        files.inDirectory(
                directory,
                () -> files.locks.holding(directory, () -> {
                    if (name.isDots()) {
                        below.remove(directory, name, caller);
                    } else {
                        removeEntry(directory, name, caller);
                    }
                    return name;
                }));
    }

    private void removeEntry(FileId directory, Name name, Caller caller) throws IOException {
        Found found = files.findOrKnown(directory, name, caller);
        if (found == null) {
            throw new VfsException(VfsError.NOENT);
        }
        below.remove(directory, found.name(), caller);
        files.sightings.forgetOwnName(new Place(directory, found.name()));
    }

    @Override
    public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
        files.inDirectory(
                directory,
                () -> files.locks.holding(directory, () -> {
                    if (!name.isDots() && found(directory, name, caller).seen() instanceof Seen.Link) {
                        throw new VfsException(VfsError.NOTDIR);
                    }
                    below.removeDirectory(directory, name, caller);
                    return name;
                }));
    }

    @Override
    public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws IOException {
        files.inDirectory(
                fromDirectory,
                () -> files.inDirectory(
                        toDirectory,
                        () -> files.locks.holding(fromDirectory, toDirectory, () -> {
                            if (from.isDots() || to.isDots()) {
                                below.rename(fromDirectory, from, toDirectory, to, caller);
                            } else {
                                renameEntry(fromDirectory, from, toDirectory, to, caller);
                            }
                            return to;
                        })));
    }

    private void renameEntry(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller)
            throws IOException {
        Found moved = found(fromDirectory, from, caller);
        Found present = files.find(toDirectory, to, caller);
        boolean isLink = moved.seen() instanceof Seen.Link;
        boolean replacesLink = present != null && present.seen() instanceof Seen.Link;
        Place source = new Place(fromDirectory, moved.name());
        Place target = new Place(toDirectory, isLink ? SymlinkFiles.file(to) : to);
        if (present == null) {
            requireFree(toDirectory, to, moved.seen().below(), caller);
        }
        if (isLink && !replacesLink) {
            requireFree(toDirectory, target.name(), moved.seen().below(), caller);
        }
        if (present == null || isLink == replacesLink) {
            below.rename(fromDirectory, source.name(), toDirectory, target.name(), caller);
        } else {
            requireFile(isLink ? present.seen() : moved.seen(), isLink ? VfsError.ISDIR : VfsError.NOTDIR);
            replace(source, target, present.name(), isLink ? target : new Place(toDirectory, present.name()), caller);
        }
        if (!moved.seen().node().attributes().isDirectory()) {
            files.noteMoved(moved.seen(), target);
        }
    }

    /** A link takes the place of a file, or a file that of a link: both are there for a moment, so that the name never is missing. */
    private void replace(Place source, Place target, Name loser, Place link, Caller caller) throws IOException {
        Set<Place> replacing = files.replacing;
        replacing.add(link);
        try {
            below.rename(source.directory(), source.name(), target.directory(), target.name(), caller);
            files.replaced.incrementAndGet();
            removeReplaced(source, target, loser, caller);
        } finally {
            replacing.remove(link);
        }
    }

    private void removeReplaced(Place source, Place target, Name loser, Caller caller) throws IOException {
        try {
            below.remove(target.directory(), loser, caller);
        } catch (IOException e) {
            undo(e, () -> below.rename(target.directory(), target.name(), source.directory(), source.name(), caller));
        }
    }

    private Found found(FileId directory, Name name, Caller caller) throws IOException {
        Found found = files.find(directory, name, caller);
        if (found == null) {
            throw new VfsException(VfsError.NOENT);
        }
        return found;
    }

    /** Demands that nothing has this name below but the object that is about to lose it. */
    private void requireFree(FileId directory, Name name, @Nullable FileId leaving, Caller caller) throws IOException {
        Node taken = files.present(directory, name, caller);
        if (name.isDots() || (taken != null && !taken.id().equals(leaving))) {
            throw new VfsException(VfsError.EXIST);
        }
    }

    private static void requireFile(Seen seen, VfsError otherwise) throws VfsException {
        if (seen.node().attributes().isDirectory()) {
            throw new VfsException(otherwise);
        }
    }

    private interface Undoing {
        void run() throws IOException;
    }

    private static void undo(IOException failure, Undoing undoing) throws IOException {
        try {
            undoing.run();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }
}
