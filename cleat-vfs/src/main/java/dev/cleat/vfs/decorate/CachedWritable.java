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

/** Changes what {@link CachedVfs} remembers. */
final class CachedWritable extends ForwardingWritable {
    private final CachedVfs cache;

    CachedWritable(CachedVfs cache, Writable below) {
        super(below);
        this.cache = cache;
    }

    @Override
    public Node create(FileId directory, Name name, NewObject object, Caller caller) throws IOException {
        Node[] made = new Node[1];
        cache.changing(() -> made[0] = below().create(directory, name, object, caller), directory);
        return made[0];
    }

    @Override
    public void setAttributes(FileId file, SetAttributes changes, Caller caller) throws IOException {
        cache.changing(() -> below().setAttributes(file, changes, caller), file);
    }

    @Override
    public void write(FileId file, long offset, ByteBuffer data, Caller caller) throws IOException {
        cache.changing(() -> below().write(file, offset, data, caller), file);
    }

    @Override
    public void remove(FileId directory, Name name, Caller caller) throws IOException {
        cache.changingEntry(directory, name, () -> below().remove(directory, name, caller));
    }

    @Override
    public void removeDirectory(FileId directory, Name name, Caller caller) throws IOException {
        cache.changingEntry(directory, name, () -> below().removeDirectory(directory, name, caller));
    }

    @Override
    public void rename(FileId fromDirectory, Name from, FileId toDirectory, Name to, Caller caller) throws IOException {
        cache.changingEntry(
                fromDirectory,
                from,
                () -> cache.changingEntry(
                        toDirectory, to, () -> below().rename(fromDirectory, from, toDirectory, to, caller)));
    }
}
