package dev.cleat.vfs.memory;

import static dev.cleat.vfs.Permissions.EXECUTE;
import static dev.cleat.vfs.Permissions.WRITE;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Names coming, going and moving.
 *
 * <p>{@code lock} is held by every change of any directory: renaming needs several at once, and each takes a microsecond. It
 * is taken before all other locks. Look-ups and listings do without it, so a change adds the new name before it removes the
 * old one.
 */
final class Namespace {
    private static final int MAX_TARGET = 4095;

    private final ReentrantLock lock = new ReentrantLock();
    private final NodeTable nodes;
    private final Budget budget;
    private final InstantSource clock;
    private final NodeFactory factory;
    private final MemoryDirectory root;

    Namespace(NodeTable nodes, Budget budget, InstantSource clock) {
        this.nodes = nodes;
        this.budget = budget;
        this.clock = clock;
        factory = new NodeFactory(nodes, budget);
        root = factory.root(clock.instant());
        nodes.add(root);
    }

    MemoryDirectory root() {
        return root;
    }

    Node create(FileId directory, Name name, NewObject object, Caller caller) throws VfsException {
        lock.lock();
        try {
            MemoryDirectory parent = nodes.findDirectory(directory);
            requireFree(parent, name, caller);
            if (object instanceof NewObject.SymbolicLink link && link.target().length() > MAX_TARGET) {
                throw new VfsException(VfsError.NAMETOOLONG);
            }
            Instant now = clock.instant();
            MemoryNode made = factory.make(object, parent, caller, now);
            nodes.add(made);
            parent.entries().put(name, made);
            parent.entriesChanged(made instanceof MemoryDirectory ? 1 : 0, now);
            return new Node(made.id(), made.attributes());
        } finally {
            lock.unlock();
        }
    }

    void link(FileId file, FileId directory, Name name, Caller caller) throws VfsException {
        lock.lock();
        try {
            MemoryNode linked = nodes.find(file);
            MemoryDirectory parent = nodes.findDirectory(directory);
            if (linked instanceof MemoryDirectory) {
                throw new VfsException(VfsError.PERM);
            }
            requireFree(parent, name, caller);
            if (linked.attributes().links() >= Limits.POSIX.maxLinks()) {
                throw new VfsException(VfsError.MLINK);
            }
            Instant now = clock.instant();
            relink(linked, 1, now);
            parent.entries().put(name, linked);
            parent.entriesChanged(0, now);
        } finally {
            lock.unlock();
        }
    }

    void remove(FileId directory, Name name, Caller caller) throws VfsException {
        lock.lock();
        try {
            MemoryDirectory parent = nodes.findDirectory(directory);
            MemoryNode entry = removable(parent, name, caller);
            if (entry instanceof MemoryDirectory) {
                throw new VfsException(VfsError.ISDIR);
            }
            Instant now = clock.instant();
            parent.entries().remove(name);
            parent.entriesChanged(0, now);
            unlink(entry, now);
        } finally {
            lock.unlock();
        }
    }

    void removeDirectory(FileId directory, Name name, Caller caller) throws VfsException {
        lock.lock();
        try {
            MemoryDirectory parent = nodes.findDirectory(directory);
            MemoryNode entry = removable(parent, name, caller);
            requireEmptyDirectory(entry);
            Instant now = clock.instant();
            parent.entries().remove(name);
            parent.entriesChanged(-1, now);
            unlink(entry, now);
        } finally {
            lock.unlock();
        }
    }

    void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws VfsException {
        lock.lock();
        try {
            MemoryDirectory source = nodes.findDirectory(fromDirectory);
            MemoryDirectory target = nodes.findDirectory(toDirectory);
            MemoryNode moved = present(source, from, caller);
            MemoryNode replaced = existing(target, to, caller);
            // Nothing happens then, so nothing needs to be allowed.
            if (moved == replaced) {
                return;
            }
            Permissions.checkRemove(source.attributes(), moved.attributes(), caller);
            requireMovable(moved, source, target, caller);
            if (replaced == null) {
                Permissions.check(target.attributes(), caller, WRITE | EXECUTE);
            } else {
                Permissions.checkRemove(target.attributes(), replaced.attributes(), caller);
                requireReplaceable(moved, replaced);
            }
            move(source, from, target, to, moved, replaced);
        } finally {
            lock.unlock();
        }
    }

    private void move(
            MemoryDirectory source,
            Name from,
            MemoryDirectory target,
            Name to,
            MemoryNode moved,
            @Nullable MemoryNode replaced) {
        Instant now = clock.instant();
        int directories = moved instanceof MemoryDirectory ? 1 : 0;
        target.entries().put(to, moved);
        source.entries().remove(from);
        source.entriesChanged(-directories, now);
        target.entriesChanged(replaced == null ? directories : 0, now);
        if (moved instanceof MemoryDirectory directory) {
            directory.moveTo(target);
        }
        relink(moved, 0, now);
        if (replaced != null) {
            unlink(replaced, now);
        }
    }

    /** The entry, which the caller may take out of its directory. */
    private static MemoryNode removable(MemoryDirectory parent, Name name, Caller caller) throws VfsException {
        MemoryNode entry = present(parent, name, caller);
        Permissions.checkRemove(parent.attributes(), entry.attributes(), caller);
        return entry;
    }

    private static MemoryNode present(MemoryDirectory parent, Name name, Caller caller) throws VfsException {
        MemoryNode entry = existing(parent, name, caller);
        if (entry == null) {
            throw new VfsException(VfsError.NOENT);
        }
        return entry;
    }

    private static void requireFree(MemoryDirectory parent, Name name, Caller caller) throws VfsException {
        if (existing(parent, name, caller) != null) {
            throw new VfsException(VfsError.EXIST);
        }
        Permissions.check(parent.attributes(), caller, WRITE | EXECUTE);
    }

    private static @Nullable MemoryNode existing(MemoryDirectory parent, Name name, Caller caller) throws VfsException {
        Permissions.check(parent.attributes(), caller, EXECUTE);
        if (name.isDots() || !name.isComponent()) {
            throw new VfsException(VfsError.INVAL);
        }
        if (name.length() > Limits.POSIX.maxNameLength()) {
            throw new VfsException(VfsError.NAMETOOLONG);
        }
        return parent.entries().find(name);
    }

    private static void requireMovable(MemoryNode moved, MemoryDirectory source, MemoryDirectory target, Caller caller)
            throws VfsException {
        if (!(moved instanceof MemoryDirectory directory)) {
            return;
        }
        if (directory.isSelfOrAbove(target)) {
            throw new VfsException(VfsError.INVAL);
        }
        // Its ".." changes, and that is a write to it.
        if (source != target) {
            Permissions.check(directory.attributes(), caller, WRITE);
        }
    }

    private static void requireReplaceable(MemoryNode moved, MemoryNode replaced) throws VfsException {
        if (moved instanceof MemoryDirectory) {
            requireEmptyDirectory(replaced);
        } else if (replaced instanceof MemoryDirectory) {
            throw new VfsException(VfsError.ISDIR);
        }
    }

    private static void requireEmptyDirectory(MemoryNode node) throws VfsException {
        if (!(node instanceof MemoryDirectory directory)) {
            throw new VfsException(VfsError.NOTDIR);
        }
        if (!directory.entries().isEmpty()) {
            throw new VfsException(VfsError.NOTEMPTY);
        }
    }

    private static void relink(MemoryNode node, int more, Instant now) {
        node.change(before ->
                before.toBuilder().links(before.links() + more).changed(now).build());
    }

    /** One name less; without a name the object ends. */
    private void unlink(MemoryNode node, Instant now) {
        if (!(node instanceof MemoryDirectory) && node.attributes().links() > 1) {
            relink(node, -1, now);
            return;
        }
        nodes.remove(node);
        budget.giveObject();
        if (node instanceof MemoryFile file) {
            file.release();
        } else {
            node.end();
        }
    }
}
