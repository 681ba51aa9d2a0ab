package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Hands every change on to another file system. Override what shall be different. */
public class ForwardingWritable implements Writable {
    private final Writable below;

    public ForwardingWritable(Writable below) {
        this.below = below;
    }

    /** The ability that calls are handed on to. */
    protected final Writable below() {
        return below;
    }

    @Override
    public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
        return below.create(directory, name, object, caller);
    }

    @Override
    public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
        below.setAttributes(file, changes, caller);
    }

    @Override
    public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
        below.write(file, offset, data, caller);
    }

    @Override
    public void commit(FileId object) throws IOException {
        below.commit(object);
    }

    @Override
    public void remove(FileId directory, Name name, Caller caller) throws IOException {
        below.remove(directory, name, caller);
    }

    @Override
    public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
        below.removeDirectory(directory, name, caller);
    }

    @Override
    public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws IOException {
        below.rename(fromDirectory, from, toDirectory, to, caller);
    }
}
