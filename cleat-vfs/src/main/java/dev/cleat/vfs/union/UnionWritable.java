package dev.cleat.vfs.union;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Changes a union.
 *
 * <p>Locking: one lock for all that makes, removes or moves names in either layer, copies among it; above the locks of the
 * layers. Whoever only looks takes none: a name is hidden in the lower layer before it is gone from the upper one, and what
 * stands in the upper layer is seen before what a mark hides.
 */
final class UnionWritable implements Writable {
    private final Layers layers;
    private final Writable upper;
    private final CopyUp copyUp;
    private final ReentrantLock names = new ReentrantLock();

    UnionWritable(Layers layers, Writable upper) {
        this.layers = layers;
        this.upper = upper;
        this.copyUp = new CopyUp(layers, upper);
    }

    /** Something done while no name changes. */
    @FunctionalInterface
    private interface Action<T> {
        T run() throws IOException;
    }

    private <T> T exclusively(Action<T> action) throws IOException {
        names.lock();
        try {
            return action.run();
        } finally {
            names.unlock();
        }
    }

    /** The identity in the upper layer, where the object is from now on. */
    private FileId raised(FileId file) throws IOException {
        Node up = layers.find(file).upper();
        return up != null ? up.id() : exclusively(() -> copyUp.of(layers.find(file)));
    }

    @Override
    public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
        checkNew(name);
        return exclusively(() -> {
            Found found = layers.findDirectory(directory);
            layers.require(found, caller, Permissions.EXECUTE);
            if (layers.child(found, name) != null) {
                throw new VfsException(VfsError.EXIST);
            }
            layers.require(found, caller, Permissions.WRITE);
            Node made = upper.create(copyUp.of(found), name, object, caller);
            layers.ids.unlink(new Place(directory, name));
            Found child = layers.child(layers.find(directory), name);
            if (child == null) {
                throw new VfsException(VfsError.STALE, "gone as it was made: " + made.id());
            }
            return layers.node(child);
        });
    }

    private void checkNew(Name name) throws IOException {
        if (name.isDots()) {
            throw new VfsException(VfsError.EXIST);
        }
        if (Whiteouts.isReserved(name)) {
            throw new VfsException(VfsError.ACCES, "a hidden name");
        }
        int most = layers.upper.limits(layers.upper.root()).maxNameLength();
        if (name.length() > most - Whiteouts.length()) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
    }

    @Override
    public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
        upper.setAttributes(raised(file), changes, caller);
    }

    @Override
    public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
        Found found = layers.find(file);
        if (found.upper() == null && found.attributes().isRegular()) {
            Permissions.checkWrite(found.attributes(), caller);
        }
        upper.write(raised(file), offset, data, caller);
    }

    /** What was never changed is durable. */
    @Override
    public void commit(FileId object) throws IOException {
        Node up = layers.find(object).upper();
        if (up != null) {
            upper.commit(up.id());
        }
    }

    @Override
    public void remove(FileId directory, Name name, Caller caller) throws IOException {
        exclusively(() -> {
            Found found = layers.findDirectory(directory);
            Found child = existing(found, name, caller);
            if (child.isDirectory()) {
                throw new VfsException(VfsError.ISDIR);
            }
            Permissions.checkRemove(found.attributes(), child.attributes(), caller);
            FileId up = copyUp.of(found);
            boolean hides = hide(found, up, name);
            if (child.upper() != null) {
                orUndo(hides, up, name, () -> upper.remove(up, name, caller));
            }
            layers.ids.unlink(new Place(directory, name));
            return true;
        });
    }

    @Override
    public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
        exclusively(() -> {
            Found found = layers.findDirectory(directory);
            Found child = existing(found, name, caller).requireDirectory();
            Permissions.checkRemove(found.attributes(), child.attributes(), caller);
            requireEmpty(child);
            FileId up = copyUp.of(found);
            boolean hides = hide(found, up, name);
            Node childUp = child.upper();
            if (childUp != null) {
                clearMarks(childUp.id());
                orUndo(hides, up, name, () -> upper.removeDirectory(up, name, caller));
            }
            layers.ids.unlink(new Place(directory, name));
            return true;
        });
    }

    @Override
    public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws IOException {
        checkNew(to);
        exclusively(() -> {
            Found source = layers.findDirectory(fromDirectory);
            Found target = layers.findDirectory(toDirectory);
            Found moved = existing(source, from, caller);
            layers.require(target, caller, Permissions.EXECUTE);
            Found replaced = layers.child(target, to);
            if (replaced != null && replaced.id().equals(moved.id())) {
                return false;
            }
            check(source, moved, target, replaced, caller);
            move(new Side(source, from), new Side(target, to), moved, replaced, caller);
            layers.ids.move(new Place(fromDirectory, from), new Place(toDirectory, to));
            return true;
        });
    }

    private void check(Found source, Found moved, Found target, @Nullable Found replaced, Caller caller)
            throws IOException {
        Permissions.checkRemove(source.attributes(), moved.attributes(), caller);
        if (replaced == null) {
            layers.require(target, caller, Permissions.WRITE);
        } else {
            Permissions.checkRemove(target.attributes(), replaced.attributes(), caller);
            if (moved.isDirectory()) {
                requireEmpty(replaced.requireDirectory());
            } else if (replaced.isDirectory()) {
                throw new VfsException(VfsError.ISDIR);
            }
        }
        for (Found above = target; above != null; above = above.directory()) {
            if (above.id().equals(moved.id())) {
                throw new VfsException(VfsError.INVAL);
            }
        }
        if (moved.isDirectory() && moved.lower() != null) {
            throw new VfsException(VfsError.XDEV, "a part of it is in the lower layer");
        }
    }

    /** A name in a directory. */
    private record Side(Found directory, Name name) {}

    private void move(Side from, Side to, Found moved, @Nullable Found replaced, Caller caller) throws IOException {
        copyUp.of(moved);
        FileId fromUp = copyUp.of(layers.find(from.directory.id()));
        FileId toUp = copyUp.of(layers.find(to.directory.id()));
        boolean hidesFrom = hide(from.directory, fromUp, from.name);
        boolean hidesTo = hide(to.directory, toUp, to.name);
        Node overwritten = replaced == null ? null : replaced.upper();
        if (overwritten != null && overwritten.attributes().isDirectory()) {
            clearMarks(overwritten.id());
        }
        orUndo(
                hidesFrom,
                fromUp,
                from.name,
                () -> orUndo(hidesTo, toUp, to.name, () -> upper.rename(fromUp, from.name, toUp, to.name, caller)));
    }

    private Found existing(Found directory, Name name, Caller caller) throws IOException {
        layers.require(directory, caller, Permissions.EXECUTE);
        if (name.isDots()) {
            throw new VfsException(VfsError.INVAL);
        }
        Found child = Whiteouts.isReserved(name) ? null : layers.child(directory, name);
        if (child == null) {
            throw new VfsException(VfsError.NOENT);
        }
        return child;
    }

    private void requireEmpty(Found directory) throws IOException {
        if (!layers.names(directory).isEmpty()) {
            throw new VfsException(VfsError.NOTEMPTY);
        }
    }

    /** Hides what the lower layer has under this name; whether there was anything to be hidden. */
    private boolean hide(Found directory, FileId up, Name name) throws IOException {
        if (layers.visibleBelow(directory, name) == null) {
            return false;
        }
        upper.create(up, Whiteouts.of(name), new NewObject.RegularFile(SetAttributes.mode(0)), Caller.ROOT);
        return true;
    }

    private interface Change {
        void run() throws IOException;
    }

    private void orUndo(boolean hides, FileId up, Name name, Change change) throws IOException {
        boolean done = false;
        try {
            change.run();
            done = true;
        } finally {
            if (hides && !done) {
                upper.remove(up, Whiteouts.of(name), Caller.ROOT);
            }
        }
    }

    /** Of a directory that goes: what they hide goes with it. */
    private void clearMarks(FileId directory) throws IOException {
        for (Name name : Layers.names(layers.upper, directory)) {
            if (Whiteouts.isReserved(name)) {
                upper.remove(directory, name, Caller.ROOT);
            }
        }
    }
}
