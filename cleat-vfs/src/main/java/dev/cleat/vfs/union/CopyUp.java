package dev.cleat.vfs.union;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Copies objects of the lower layer to the upper one, as the superuser, with all that they have; the directories above come
 * first. A file appears under its name when it is whole and durable. Guarded by the lock of {@link UnionWritable}.
 */
final class CopyUp {
    private static final int CHUNK = 256 * 1024;

    private final Layers layers;
    private final Writable upper;
    private long copies;

    CopyUp(Layers layers, Writable upper) {
        this.layers = layers;
        this.upper = upper;
    }

    /** The identity in the upper layer, where the object is from now on. */
    FileId of(Found found) throws IOException {
        Node up = found.upper();
        if (up != null) {
            return up.id();
        }
        Found above = found.directory();
        Node low = found.lower();
        if (above == null || low == null) {
            throw new VfsException(VfsError.STALE);
        }
        FileId directory = of(above);
        Attributes before = layers.upper.attributes(directory);
        FileId made = copy(low, directory, found.name());
        upper.commit(made);
        // Nothing has changed for those who look at the union.
        upper.setAttributes(directory, times(before), Caller.ROOT);
        upper.commit(directory);
        return made;
    }

    private FileId copy(Node low, FileId directory, Name name) throws IOException {
        Attributes attributes = low.attributes();
        return switch (attributes.type()) {
            case REGULAR -> copyFile(low, directory, name);
            case DIRECTORY -> create(directory, name, new NewObject.Directory(all(attributes)));
            case SYMBOLIC_LINK ->
                create(
                        directory,
                        name,
                        new NewObject.SymbolicLink(
                                layers.lower.readLink(low.id(), Caller.ROOT),
                                all(attributes).withMode(null)));
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, SOCKET ->
                create(directory, name, new NewObject.Special(attributes.type(), attributes.device(), all(attributes)));
        };
    }

    private FileId create(FileId directory, Name name, NewObject object) throws IOException {
        return upper.create(directory, name, object, Caller.ROOT).id();
    }

    private FileId copyFile(Node low, FileId directory, Name name) throws IOException {
        Name unfinished = Whiteouts.copy(++copies);
        removeLeftover(directory, unfinished);
        FileId copy = create(directory, unfinished, new NewObject.RegularFile(SetAttributes.mode(0600)));
        boolean done = false;
        try {
            copyData(low.id(), copy);
            Attributes attributes = low.attributes();
            upper.setAttributes(copy, SetAttributes.owner(attributes.uid(), attributes.gid()), Caller.ROOT);
            upper.setAttributes(copy, SetAttributes.mode(attributes.mode()), Caller.ROOT);
            upper.setAttributes(copy, times(attributes), Caller.ROOT);
            upper.commit(copy);
            upper.rename(directory, unfinished, directory, name, Caller.ROOT);
            done = true;
            return copy;
        } finally {
            if (!done) {
                removeLeftover(directory, unfinished);
            }
        }
    }

    /** Of a server that was killed, or of a copy that failed. */
    private void removeLeftover(FileId directory, Name unfinished) throws IOException {
        try {
            upper.remove(directory, unfinished, Caller.ROOT);
        } catch (IOException e) {
            if (VfsException.errorOf(e) != VfsError.NOENT) {
                throw e;
            }
        }
    }

    private void copyData(FileId from, FileId to) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long offset = 0;
        boolean ended = false;
        while (!ended) {
            ended = layers.lower.read(from, offset, chunk.clear(), Caller.ROOT);
            chunk.flip();
            int bytes = chunk.remaining();
            if (bytes > 0) {
                upper.write(to, offset, chunk, Caller.ROOT);
            }
            offset += bytes;
        }
    }

    private static SetAttributes all(Attributes attributes) {
        return times(attributes).withMode(attributes.mode()).withOwner(attributes.uid(), attributes.gid());
    }

    private static SetAttributes times(Attributes attributes) {
        return SetAttributes.times(new ClientTime(attributes.accessed()), new ClientTime(attributes.modified()));
    }
}
