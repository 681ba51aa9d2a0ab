package dev.cleat.linux;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Answers what the kernel has in memory: of objects that are open here, on local file systems. Everything else would block.
 */
final class ImmediateVfs implements Vfs {
    private final boolean switching;
    private final Caller self;
    private final Objects objects;
    private final Tree tree;

    ImmediateVfs(boolean switching, Caller self, Objects objects, Tree tree) {
        this.switching = switching;
        this.self = self;
        this.objects = objects;
        this.tree = tree;
    }

    @Override
    public FileId root() {
        return objects.root();
    }

    @Override
    public Blocking blocking() {
        return Blocking.NEVER;
    }

    @Override
    public Attributes attributes(FileId file) throws IOException {
        Worker worker = Worker.enter(switching);
        try (Descriptor object = present(file)) {
            return objects.checkLinked(worker, object).attributes(object.volume.fsid());
        } finally {
            worker.leave();
        }
    }

    @Override
    public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
        if (name.equals(Name.PARENT)) {
            throw wouldBlock();
        }
        Worker worker = Worker.enter(switching);
        try (Descriptor parent = present(directory)) {
            return tree.lookupCached(worker, parent, name, acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
        if (!into.isDirect() || !into.hasRemaining()) {
            throw wouldBlock();
        }
        Worker worker = Worker.enter(switching);
        try (Descriptor object = present(file);
                OpenFile open = opened(object)) {
            Statx stat = objects.checkLinked(worker, object);
            long size = stat.size();
            Rights.checkRead(worker, object, stat, acting(caller));
            int from = into.position();
            long got = offset >= size ? 0 : FileData.readCached(worker.calls, open.fd, offset, into);
            if (got < 0 || (into.hasRemaining() && offset + got < size)) {
                into.position(from);
                throw wouldBlock();
            }
            return offset + got >= size;
        } finally {
            worker.leave();
        }
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        Worker worker = Worker.enter(switching);
        try (Descriptor object = present(file)) {
            return Rights.granted(worker, object, objects.checkLinked(worker, object), acting(caller));
        } finally {
            worker.leave();
        }
    }

    @Override
    public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
        throw wouldBlock();
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        throw wouldBlock();
    }

    @Override
    public Space space(FileId object) throws IOException {
        throw wouldBlock();
    }

    @Override
    public Limits limits(FileId object) throws IOException {
        throw wouldBlock();
    }

    private Caller acting(Caller caller) {
        return switching ? caller : self;
    }

    private Descriptor present(FileId id) throws VfsException {
        Descriptor found = objects.present(id);
        if (found == null) {
            throw wouldBlock();
        }
        if (!found.volume.kind().isLocal()) {
            found.close();
            throw wouldBlock();
        }
        return found;
    }

    private static OpenFile opened(Descriptor object) throws VfsException {
        OpenFile open = object.present();
        if (open == null) {
            throw wouldBlock();
        }
        return open;
    }

    static VfsException wouldBlock() {
        return new VfsException(VfsError.WOULD_BLOCK);
    }
}
