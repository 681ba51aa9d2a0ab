package dev.cleat.nio;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.IdMap.Place;
import dev.cleat.vfs.idmap.Moves;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Names coming, going and moving. The caller holds {@link TreeLock} in the way that each needs. */
final class Namespace {
    private final Whereabouts objects;
    private final PathNames names;
    private final FileSystemTraits traits;
    private final Folders folders;
    private final OpenFiles files;
    private final Contents contents;
    private final Creation creation;
    private final ReadOnlyFlags flags;

    Namespace(
            Whereabouts objects,
            PathNames names,
            FileSystemTraits traits,
            Folders folders,
            OpenFiles files,
            Contents contents,
            Creation creation) {
        this.objects = objects;
        this.names = names;
        this.traits = traits;
        this.folders = folders;
        this.files = files;
        this.contents = contents;
        this.creation = creation;
        this.flags = new ReadOnlyFlags(traits.dos());
    }

    Located create(Located directory, Name name, NewObject object, Caller caller) throws IOException {
        if (Creation.isMarked(object) && traits.hardLinks()) {
            return createMarked(directory, name, object, caller);
        }
        Path path = requireFree(directory, name, caller);
        SetAttributes given = creation.complete(directory.stat(), object, caller);
        return objects.again(create(directory, path, object, given));
    }

    /**
     * A file whose times are given at once bears the mark of an exclusive creation. It has all its attributes before it gets its
     * name, so that a server that is killed meanwhile leaves none that lacks the mark; the next try removes what one left.
     */
    private Located createMarked(Located directory, Name name, NewObject object, Caller caller) throws IOException {
        requireName(name);
        Path unnamed = names.make(directory.path(), Creation.unnamed(name, object.attributes()));
        Files.deleteIfExists(unnamed);
        Path path = requireFree(directory, name, caller);
        SetAttributes given = creation.complete(directory.stat(), object, caller);
        Located made = create(directory, unnamed, object, given);
        Place before = objects.placeOf(directory, made);
        try {
            Files.createLink(path, unnamed);
        } catch (IOException e) {
            files.discard(made.id());
            objects.removed(made.id(), before);
            throw e;
        } finally {
            Files.delete(unnamed);
        }
        Place after = objects.place(directory, path);
        if (after != null) {
            objects.moved(before, after);
        }
        return objects.again(new Located(made.id(), path, made.stat()));
    }

    private Located create(Located directory, Path path, NewObject object, SetAttributes given) throws IOException {
        FileId before = objects.before(directory, path);
        Located made = switch (object) {
            case NewObject.RegularFile file -> createFile(directory, path, before);
            case NewObject.Directory folder -> {
                Files.createDirectory(path, creation.privately(0700));
                yield objects.made(directory, path, before);
            }
            case NewObject.SymbolicLink link -> {
                Files.createSymbolicLink(path, names.target(path, link.target()));
                yield objects.made(directory, path, before);
            }
            case NewObject.Special special -> throw new VfsException(unsupported(special.type()));
        };
        try {
            creation.give(made, given, object.attributes());
        } catch (IOException e) {
            files.discard(made.id());
            Files.delete(path);
            throw e;
        }
        touch(directory);
        return made;
    }

    /** The channel that made the file stays open: its mode may not allow to open it again. */
    private Located createFile(Located directory, Path path, @Nullable FileId before) throws IOException {
        if (traits.archive()) {
            Files.createFile(path);
            return objects.made(directory, path, before);
        }
        FileChannel channel = contents.create(path, creation.privately(0600));
        try {
            Located made = objects.made(directory, path, before);
            files.release(files.put(new OpenFile(made.id(), channel, true)));
            return made;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static VfsError unsupported(FileType type) {
        return switch (type) {
            case REGULAR, DIRECTORY, SYMBOLIC_LINK -> VfsError.BADTYPE;
            case BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET -> VfsError.NOTSUPP;
        };
    }

    void link(Located file, Located directory, Name name, Caller caller) throws IOException {
        if (file.stat().isDirectory()) {
            throw new VfsException(VfsError.PERM);
        }
        if (file.stat().type() == FileType.SYMBOLIC_LINK && !traits.linksToLinks()) {
            throw new VfsException(VfsError.NOTSUPP);
        }
        Path path = requireFree(directory, name, caller);
        objects.linking(file);
        Files.createLink(path, file.path());
        objects.linked(file, directory, path);
    }

    void remove(Located directory, Name name, Caller caller, boolean wantsDirectory) throws IOException {
        Located entry = existing(directory, name);
        checkRemove(directory, entry, caller);
        if (entry.stat().isDirectory() != wantsDirectory) {
            throw new VfsException(wantsDirectory ? VfsError.NOTDIR : VfsError.ISDIR);
        }
        Place place = objects.placeOf(directory, entry);
        if (traits.windows() || traits.archive()) {
            files.close(entry.id());
        }
        folders.delete(entry.path(), wantsDirectory);
        gone(entry, objects.removed(entry.id(), place));
        touch(directory);
    }

    void rename(Located source, Name from, Located target, Name to, Caller caller) throws IOException {
        Located moved = existing(source, from);
        requireName(to);
        Path path = names.make(target.path(), to);
        Located replaced = objects.child(target, to);
        Place before = objects.placeOf(source, moved);
        boolean same = replaced != null && replaced.id().equals(moved.id());
        boolean anotherName =
                same && replaced != null && !objects.placeOf(target, replaced).equals(before);
        // As the kernel has it: nothing to do is allowed to everybody.
        if (anotherName || (same && from.equals(to))) {
            return;
        }
        checkRemove(source, moved, caller);
        if (!same) {
            requireReplaceable(moved, replaced, target, caller);
        }
        closeFor(moved, same ? null : replaced);
        objects.moves().during(new Moves.Move(moved.id(), new Place(target.id(), to)), () -> {
            if (same) {
                changeCase(moved.path(), path);
            } else {
                move(moved, path);
            }
            Place after = objects.place(target, path);
            if (after != null) {
                objects.moved(before, after);
            }
        });
        if (replaced != null && !same) {
            gone(replaced, objects.removed(replaced.id(), null));
        }
        touch(source);
        touch(target);
    }

    private void requireReplaceable(Located moved, @Nullable Located replaced, Located target, Caller caller)
            throws IOException {
        boolean directory = moved.stat().isDirectory();
        if (directory && target.path().startsWith(moved.path())) {
            throw new VfsException(VfsError.INVAL);
        }
        if (directory && !target.path().equals(moved.path().getParent())) {
            // Its ".." changes, and that is a write to it.
            check(moved, caller, Permissions.WRITE);
        }
        if (replaced == null) {
            check(target, caller, Permissions.WRITE | Permissions.EXECUTE);
            return;
        }
        checkRemove(target, replaced, caller);
        if (directory != replaced.stat().isDirectory()) {
            throw new VfsException(directory ? VfsError.NOTDIR : VfsError.ISDIR);
        }
        if (directory && !objects.isEmpty(replaced)) {
            throw new VfsException(VfsError.NOTEMPTY);
        }
    }

    /** Windows moves no folder in which a file is open; an archive would write the file under its old name. */
    private void closeFor(Located moved, @Nullable Located replaced) throws IOException {
        if ((traits.windows() || traits.archive()) && moved.stat().isDirectory()) {
            files.closeIdle();
        }
        if (traits.windows() || traits.archive()) {
            files.close(moved.id());
            if (replaced != null) {
                files.close(replaced.id());
            }
        }
    }

    private void move(Located moved, Path to) throws IOException {
        if (traits.archive()) {
            moveEntry(moved.path(), to);
            return;
        }
        if (folders.move(moved.path(), to)) {
            return;
        }
        try {
            flags.removing(
                    to,
                    () -> Files.move(
                            moved.path(), to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        } catch (AtomicMoveNotSupportedException | UnsupportedOperationException e) {
            // A provider that copies instead would lose what is in a folder.
            if (moved.stat().isDirectory()) {
                throw new VfsException(VfsError.XDEV);
            }
            Files.move(moved.path(), to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What lies in a folder of an archive is found by its whole name, so each entry must move. */
    private static void moveEntry(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        Files.deleteIfExists(to);
        Files.createDirectory(to);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                moveEntry(entry, to.resolve(entry.getFileName().toString()));
            }
        }
        Files.delete(from);
    }

    /** Folders of an archive have times only if somebody sets them. */
    private void touch(Located directory) throws IOException {
        if (traits.archive() && !directory.id().equals(objects.root())) {
            creation.touch(directory);
        }
    }

    /** A change of case alone. A provider may see that both are one file and do nothing; then it takes two steps. */
    private static void changeCase(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        Path now = to.toRealPath(LinkOption.NOFOLLOW_LINKS).getFileName();
        if (!String.valueOf(now).equals(String.valueOf(to.getFileName()))) {
            moveByAnotherName(from, to);
        }
    }

    private static void moveByAnotherName(Path from, Path to) throws IOException {
        Path between = from.resolveSibling(".cleat-" + Long.toHexString(System.nanoTime()));
        Files.move(from, between, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(between, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(between, from, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
    }

    private void gone(Located object, boolean wasLastName) throws IOException {
        if (wasLastName && object.stat().links() <= 1) {
            files.discard(object.id());
        } else if (wasLastName) {
            files.close(object.id());
        }
    }

    private Located existing(Located directory, Name name) throws IOException {
        requireName(name);
        Located entry = objects.child(directory, name);
        if (entry == null) {
            throw new VfsException(names.isTooLong(name) ? VfsError.NAMETOOLONG : VfsError.NOENT);
        }
        return entry;
    }

    private Path requireFree(Located directory, Name name, Caller caller) throws IOException {
        requireName(name);
        Path path = names.make(directory.path(), name);
        if (objects.isThere(path)) {
            throw new VfsException(VfsError.EXIST);
        }
        check(directory, caller, Permissions.WRITE | Permissions.EXECUTE);
        return path;
    }

    private static void requireName(Name name) throws VfsException {
        if (name.isDots() || !name.isComponent()) {
            throw new VfsException(VfsError.INVAL);
        }
    }

    private void check(Located directory, Caller caller, int wanted) throws VfsException {
        if (traits.owners()) {
            Permissions.check(objects.attributes(directory), caller, wanted);
        }
    }

    private void checkRemove(Located directory, Located entry, Caller caller) throws VfsException {
        if (traits.owners()) {
            Permissions.checkRemove(objects.attributes(directory), objects.attributes(entry), caller);
        }
    }
}
