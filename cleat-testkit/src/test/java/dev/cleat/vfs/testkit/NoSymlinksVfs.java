package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.ForwardingWritable;
import java.io.IOException;

/** A file system that has everything but symbolic links. */
final class NoSymlinksVfs extends ForwardingVfs {
    NoSymlinksVfs(Vfs below) {
        super(below);
    }

    @Override
    public Name readLink(FileId link, Caller caller) throws IOException {
        attributes(link);
        throw new VfsException(VfsError.INVAL);
    }

    @Override
    public Limits limits(FileId object) throws IOException {
        return super.limits(object).withSymbolicLinks(false);
    }

    @Override
    protected Writable writable(Writable writableBelow) {
        return new ForwardingWritable(writableBelow) {
            @Override
            public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
                if (object instanceof NewObject.SymbolicLink) {
                    throw new VfsException(VfsError.NOTSUPP);
                }
                return super.create(directory, name, object, caller);
            }
        };
    }
}
