package dev.cleat.linux;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The names in the tree: finds objects by them, and makes, moves and removes them, as the caller. */
final class Tree implements DirectoryListing.Nodes {
    private final Objects objects;

    Tree(Objects objects) {
        this.objects = objects;
    }

    Node lookup(Worker worker, Descriptor directory, Name name, Caller caller) throws IOException {
        Statx stat = objects.checkLinked(worker, directory);
        boolean searchable = Rights.serviceMaySearch(worker, directory, stat, caller);
        int fd = open(worker, directory, name, caller, searchable, 0);
        if (fd < 0) {
            throw objects.failure(worker, directory, fd);
        }
        return objects.adopt(worker, directory, name, fd);
    }

    /** As {@link #lookup}, where the kernel has all of it in memory and the mode decides. */
    Node lookupCached(Worker worker, Descriptor directory, Name name, Caller caller) throws IOException {
        Statx stat = objects.checkLinked(worker, directory);
        boolean allowed = Rights.serviceMaySearch(worker, directory, stat, caller);
        int fd = allowed
                ? worker.calls.open(directory.fd, name, Flags.NAME_ONLY, 0, Flags.RESOLVE_CACHED)
                : -Errno.EAGAIN;
        if (fd == -Errno.EAGAIN) {
            throw ImmediateVfs.wouldBlock();
        }
        if (fd < 0) {
            throw Errno.failure(fd);
        }
        return objects.adoptCached(worker, directory, name, fd);
    }

    /** The directory above; that of the root is the root. */
    Node parent(Worker worker, Descriptor directory, Caller caller) throws IOException {
        int fd;
        worker.become(caller);
        try {
            fd = directory.id.equals(objects.root())
                    ? worker.calls.reopen(directory.fd, Flags.O_PATH)
                    : worker.calls.openParent(directory.fd);
        } finally {
            worker.service();
        }
        if (fd < 0) {
            throw objects.failure(worker, directory, fd);
        }
        if (!objects.isInside(worker, fd)) {
            worker.calls.close(fd);
            throw new VfsException(VfsError.STALE, "moved out of the tree");
        }
        return objects.adopt(worker, directory, null, fd);
    }

    @Override
    public Statx stat(Worker worker, Descriptor directory) throws IOException {
        return objects.checkLinked(worker, directory);
    }

    /** Null also where another volume begins. */
    @Override
    public @Nullable Node of(Worker worker, Descriptor directory, Name name, Caller caller, boolean searchable)
            throws IOException {
        Node unopened = searchable ? objects.listed(worker, directory, name) : null;
        if (unopened != null) {
            return unopened;
        }
        int fd = open(worker, directory, name, caller, searchable, Flags.RESOLVE_NO_XDEV);
        if (fd < 0) {
            return null;
        }
        try {
            return objects.listed(worker, directory, name, fd);
        } finally {
            worker.calls.close(fd);
        }
    }

    @Override
    public @Nullable Node again(Worker worker, Descriptor directory, Name name, FileId id) throws IOException {
        return objects.listed(worker, directory, name, id);
    }

    /**
     * Opens an entry to name it: as the service where the caller certainly may search the directory, else as the caller.
     *
     * @return a descriptor or the negated error number
     */
    private static int open(
            Worker worker, Descriptor directory, Name name, Caller caller, boolean searchable, int resolve)
            throws VfsException {
        if (searchable) {
            return worker.calls.open(directory.fd, name, Flags.NAME_ONLY, 0, resolve);
        }
        worker.become(caller);
        try {
            return worker.calls.open(directory.fd, name, Flags.NAME_ONLY, 0, resolve);
        } finally {
            worker.service();
        }
    }

    Node create(Worker worker, Descriptor directory, Name name, NewObject object, Caller caller) throws IOException {
        refuseDots(name, VfsError.EXIST);
        int made = new Creation(worker, directory, name, caller).make(object);
        if (made < 0) {
            throw objects.failure(worker, directory, made);
        }
        if (!(object instanceof NewObject.RegularFile)) {
            return objects.adopt(worker, directory, name, made);
        }
        int named = worker.calls.reopen(made, Flags.O_PATH);
        if (named < 0) {
            worker.calls.close(made);
            throw Errno.failure(named);
        }
        Node node = objects.adopt(worker, directory, name, named);
        try (Descriptor descriptor = objects.object(worker, node.id())) {
            descriptor.adoptWriter(made);
        }
        return node;
    }

    /**
     * @param flags 0, or {@link Flags#AT_REMOVEDIR} for a directory
     */
    void remove(Worker worker, Descriptor directory, Name name, int flags, Caller caller) throws IOException {
        refuseDots(name, VfsError.INVAL);
        ObjectIds ids = directory.volume.ids();
        ids.beforeRemoval(worker, directory, name);
        int answer;
        worker.become(caller);
        try {
            answer = worker.calls.remove(directory.fd, name, flags);
        } finally {
            worker.service();
        }
        if (answer < 0) {
            throw objects.failure(worker, directory, notEmpty(answer));
        }
        ids.removed(directory.id, name);
    }

    void rename(Worker worker, Descriptor source, Name from, Descriptor target, Name to, Caller caller)
            throws IOException {
        refuseDots(from, VfsError.INVAL);
        refuseDots(to, VfsError.INVAL);
        ObjectIds ids = target.volume.ids();
        ids.beforeRemoval(worker, target, to);
        ids.rename(new Place(source.id, from), new Place(target.id, to), () -> {
            int answer;
            worker.become(caller);
            try {
                answer = worker.calls.rename(source.fd, from, target.fd, to);
            } finally {
                worker.service();
            }
            if (answer < 0) {
                throw objects.failure(worker, target, notEmpty(answer));
            }
        });
    }

    void link(Worker worker, Descriptor object, Descriptor directory, Name name, Caller caller) throws IOException {
        refuseDots(name, VfsError.EXIST);
        int answer;
        worker.become(caller);
        try {
            answer = worker.calls.link(object.fd, directory.fd, name);
        } finally {
            worker.service();
        }
        if (answer == -Errno.ENOENT) {
            objects.checkLinked(worker, object);
        }
        if (answer < 0) {
            throw objects.failure(worker, directory, answer);
        }
        directory.volume.ids().linked(object.id, directory.id, name);
    }

    private static void refuseDots(Name name, VfsError error) throws VfsException {
        if (name.isDots()) {
            throw new VfsException(error);
        }
    }

    /** Some file systems say that the name exists where they mean that the directory there is not empty. */
    private static int notEmpty(int answer) {
        return answer == -Errno.EEXIST ? -Errno.ENOTEMPTY : answer;
    }
}
