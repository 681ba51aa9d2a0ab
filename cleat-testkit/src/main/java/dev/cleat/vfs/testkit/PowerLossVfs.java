package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.ForwardingWritable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file system on a machine whose power fails: {@link #losePower} undoes whatever was not committed by then.
 *
 * <p>Contents and names of regular files and new objects are undone, in the reverse of their order, as if the disk had written
 * nothing of its own accord. Removed names and replaced files stay gone, which a disk may do too; hard links are hidden.
 * Meant for small files: what a file was is kept whole until it is committed. Guarded by this object.
 */
public final class PowerLossVfs extends ForwardingVfs {
    private final Map<FileId, byte[]> durable = new HashMap<>();
    private final Deque<Undo> names = new ArrayDeque<>();

    /** What takes a change of names back, and the directories whose commit would have kept it. */
    private record Undo(Set<FileId> directories, Action action) {}

    @FunctionalInterface
    private interface Action {
        void run() throws IOException;
    }

    /** To be emptied, and both may be one. */
    private static Set<FileId> setOf(FileId one, FileId other) {
        Set<FileId> both = new HashSet<>();
        both.add(one);
        both.add(other);
        return both;
    }

    public PowerLossVfs(Vfs below) {
        super(below);
    }

    /** The power fails, and is back. Nobody may call meanwhile. */
    public synchronized void losePower() throws IOException {
        Writable writable = writableBelow();
        for (Map.Entry<FileId, byte[]> file : durable.entrySet()) {
            restore(writable, file.getKey(), file.getValue());
        }
        durable.clear();
        for (Undo undo = names.pollLast(); undo != null; undo = names.pollLast()) {
            try {
                undo.action.run();
            } catch (VfsException e) {
                if (e.error() != VfsError.NOENT && e.error() != VfsError.STALE && e.error() != VfsError.NOTEMPTY) {
                    throw e;
                }
            }
        }
    }

    private void restore(Writable writable, FileId file, byte[] contents) throws IOException {
        try {
            writable.setAttributes(file, SetAttributes.size(0), Caller.ROOT);
            writable.write(file, 0, ByteBuffer.wrap(contents), Caller.ROOT);
        } catch (VfsException e) {
            if (e.error() != VfsError.STALE) {
                throw e;
            }
        }
    }

    private Writable writableBelow() {
        Writable writable = below().capability(Writable.class);
        if (writable == null) {
            throw new IllegalStateException("nothing can be lost where nothing can be written");
        }
        return writable;
    }

    /** How much is not durable: files and changes of names. */
    public synchronized int unsynced() {
        return durable.size() + names.size();
    }

    private void remember(FileId file) throws IOException {
        if (!durable.containsKey(file)) {
            ByteBuffer contents =
                    ByteBuffer.allocate((int) below().attributes(file).size());
            if (contents.hasRemaining()) {
                below().read(file, 0, contents, Caller.ROOT);
            }
            durable.put(file, contents.array());
        }
    }

    @Override
    public Blocking blocking() {
        return Blocking.DISK;
    }

    @Override
    protected @Nullable HardLinks hardLinks(HardLinks hardLinksBelow) {
        return null;
    }

    @Override
    protected Writable writable(Writable writableBelow) {
        return new Cached(writableBelow);
    }

    private final class Cached extends ForwardingWritable {
        Cached(Writable below) {
            super(below);
        }

        @Override
        public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
            synchronized (PowerLossVfs.this) {
                Node made = super.create(directory, name, object, caller);
                names.add(new Undo(setOf(directory, directory), () -> drop(directory, name, object)));
                return made;
            }
        }

        private void drop(FileId directory, Name name, NewObject object) throws IOException {
            if (object instanceof NewObject.Directory) {
                below().removeDirectory(directory, name, Caller.ROOT);
            } else {
                below().remove(directory, name, Caller.ROOT);
            }
        }

        @Override
        public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
            synchronized (PowerLossVfs.this) {
                if (changes.size() != null
                        && PowerLossVfs.this.below().attributes(file).isRegular()) {
                    remember(file);
                }
                super.setAttributes(file, changes, caller);
            }
        }

        @Override
        public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
            synchronized (PowerLossVfs.this) {
                remember(file);
                super.write(file, offset, data, caller);
            }
        }

        @Override
        public void commit(FileId object) throws IOException {
            synchronized (PowerLossVfs.this) {
                super.commit(object);
                durable.remove(object);
                names.removeIf(undo -> undo.directories.remove(object) && undo.directories.isEmpty());
            }
        }

        @Override
        public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller)
                throws IOException {
            synchronized (PowerLossVfs.this) {
                super.rename(fromDirectory, from, toDirectory, to, caller);
                Action back = () -> below().rename(toDirectory, to, fromDirectory, from, Caller.ROOT);
                names.add(new Undo(setOf(fromDirectory, toDirectory), back));
            }
        }
    }
}
