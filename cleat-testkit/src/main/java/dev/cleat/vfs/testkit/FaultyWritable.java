package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ForwardingWritable;
import dev.cleat.vfs.decorate.VfsOperation;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The changes of a {@link FaultyVfs}. */
final class FaultyWritable extends ForwardingWritable {
    private final FaultyVfs vfs;

    FaultyWritable(FaultyVfs vfs, Writable below) {
        super(below);
        this.vfs = vfs;
    }

    @Override
    public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
        vfs.enter(VfsOperation.CREATE);
        return super.create(directory, name, object, caller);
    }

    @Override
    public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
        vfs.enter(VfsOperation.SET_ATTRIBUTES);
        super.setAttributes(file, changes, caller);
    }

    @Override
    public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
        vfs.enter(VfsOperation.WRITE);
        super.write(file, offset, data, caller);
    }

    @Override
    public void commit(FileId object) throws IOException {
        vfs.enter(VfsOperation.COMMIT);
        super.commit(object);
    }

    @Override
    public void remove(FileId directory, Name name, Caller caller) throws IOException {
        vfs.enter(VfsOperation.REMOVE);
        super.remove(directory, name, caller);
    }

    @Override
    public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
        vfs.enter(VfsOperation.REMOVE_DIRECTORY);
        super.removeDirectory(directory, name, caller);
    }

    @Override
    public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws IOException {
        vfs.enter(VfsOperation.RENAME);
        super.rename(fromDirectory, from, toDirectory, to, caller);
    }
}
