package dev.cleat.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A folder of a Linux host, served by system calls: identities, times, modes and errors are the kernel's own. Needs Linux 5.8.
 *
 * <p>With the capabilities for it every call is made with the caller's user and groups, so that the kernel decides; without
 * them as the user who started the process, whoever calls. Made for {@link dev.cleat.vfs.ServingThread}s; other platform
 * threads may call as well, at some cost, and are left as they were; virtual threads are refused.
 */
public final class LinuxVfs implements Vfs, Writable, HardLinks {
    private final Tree tree;

    private LinuxVfs(Tree tree) {
        this.tree = tree;
    }

    /**
     * @param root a folder; links in this path are followed
     * @throws IOException when it cannot be opened, or when nothing could find its objects again after a restart
     * @throws UnsupportedOperationException on other systems, where native access is denied, and on older kernels
     */
    public static LinuxVfs open(Path root, LinuxOptions options) throws IOException {
        return new LinuxVfs(Tree.open(root, options));
    }

    /** Whether calls are made with the callers' identities, rather than as the user who started the process. */
    public boolean actsAsCallers() {
        return tree.actsAsCallers();
    }

    @Override
    public FileId root() {
        return tree.root();
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor object = tree.object(worker, file)) {
            return tree.attributes(worker, object);
        } finally {
            worker.leave();
        }
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor parent = tree.object(worker, directory)) {
            return name.equals(Name.PARENT)
                    ? tree.parent(worker, parent, tree.acting(caller))
                    : tree.lookup(worker, parent, name, tree.acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor object = tree.object(worker, file)) {
            Rights.checkRead(worker, object, tree.acting(caller));
            try (OpenFile open = object.reader(worker.calls)) {
                long end = FileData.read(worker.calls, open.fd, offset, into);
                return end >= tree.checkLinked(worker, object).size();
            }
        } finally {
            worker.leave();
        }
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor object = tree.object(worker, directory)) {
            tree.list(worker, object, cookie, tree.acting(caller), listing);
        } finally {
            worker.leave();
        }
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor object = tree.object(worker, link)) {
            if (object.format != Flags.S_IFLNK) {
                throw new VfsException(VfsError.INVAL);
            }
            tree.checkLinked(worker, object);
            int length = Errno.check(worker.calls.readLink(object.fd));
            return Name.of(worker.calls.scratch.path.asSlice(0, length).toArray(JAVA_BYTE));
        } finally {
            worker.leave();
        }
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor object = tree.object(worker, file)) {
            return Rights.granted(worker, object, tree.acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public Space space(FileId file) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor object = tree.object(worker, file)) {
            Errno.check(worker.calls.volume(object.fd));
            MemorySegment answer = worker.calls.scratch.struct;
            long unit = answer.get(JAVA_LONG, 72);
            long files = answer.get(JAVA_LONG, 40);
            long freeFiles = answer.get(JAVA_LONG, 48);
            return new Space(
                    answer.get(JAVA_LONG, 16) * unit,
                    answer.get(JAVA_LONG, 24) * unit,
                    answer.get(JAVA_LONG, 32) * unit,
                    files,
                    freeFiles,
                    freeFiles);
        } finally {
            worker.leave();
        }
    }

    @Override
    public Limits limits(FileId file) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor object = tree.object(worker, file)) {
            return tree.limits(object);
        } finally {
            worker.leave();
        }
    }

    @Override
    public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor parent = tree.object(worker, directory)) {
            return tree.create(worker, parent, name, object, tree.acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor object = tree.object(worker, file)) {
            tree.checkLinked(worker, object);
            AttributeChange.apply(worker, object, changes, tree.acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
        Worker worker = tree.enter();
        Caller acting = tree.acting(caller);
        try (Descriptor object = tree.object(worker, file)) {
            tree.checkLinked(worker, object);
            Rights.checkWrite(worker, object, acting);
            try (OpenFile open = object.writer(worker.calls)) {
                try {
                    FileData.write(worker, open.fd, offset, data, acting);
                } finally {
                    open.changed();
                }
            }
        } finally {
            worker.leave();
        }
    }

    @Override
    public void commit(FileId file) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor object = tree.object(worker, file)) {
            tree.commit(worker, object);
        } finally {
            worker.leave();
        }
    }

    @Override
    public void remove(FileId directory, Name name, Caller caller) throws IOException {
        tree.remove(directory, name, 0, caller);
    }

    @Override
    public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
        tree.remove(directory, name, Flags.AT_REMOVEDIR, caller);
    }

    @Override
    public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor source = tree.object(worker, fromDirectory);
                Descriptor target = tree.object(worker, toDirectory)) {
            tree.rename(worker, source, from, target, to, tree.acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public void link(FileId file, FileId directory, Name name, Caller caller) throws IOException {
        Worker worker = tree.enter();
        try (Descriptor object = tree.object(worker, file);
                Descriptor parent = tree.object(worker, directory)) {
            tree.link(worker, object, parent, name, tree.acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public void close() throws IOException {
        tree.close();
    }
}
