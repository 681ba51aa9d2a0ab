package dev.cleat.vfs.memory;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.time.Instant;

/** Makes objects that have no name yet. */
final class NodeFactory {
    private final NodeTable nodes;
    private final Budget budget;

    NodeFactory(NodeTable nodes, Budget budget) {
        this.nodes = nodes;
        this.budget = budget;
    }

    MemoryDirectory root(Instant now) {
        FileId id = nodes.newId();
        Attributes attributes = Attributes.builder(FileType.DIRECTORY, id.low())
                .links(2)
                .fsid(id.high())
                .times(now)
                .build();
        return new MemoryDirectory(id, attributes, null);
    }

    MemoryNode make(NewObject object, MemoryDirectory parent, Caller caller, Instant now) throws VfsException {
        FileType type = typeOf(object, caller);
        long size = sizeOf(object.attributes());
        FileId id = nodes.newId();
        Attributes.Builder made =
                AttributeRules.created(type, id.low(), parent.attributes(), object.attributes(), caller, now);
        budget.takeObject();
        return switch (object) {
            case NewObject.RegularFile file ->
                new MemoryFile(id, made.size(size).used(0).build(), budget);
            case NewObject.Directory directory ->
                new MemoryDirectory(id, made.links(2).build(), parent);
            case NewObject.SymbolicLink link ->
                new MemoryLink(id, made.size(link.target().length()).used(0).build(), link.target());
            case NewObject.Special special ->
                new MemorySpecial(id, made.device(special.device()).build());
        };
    }

    private static FileType typeOf(NewObject object, Caller caller) throws VfsException {
        return switch (object) {
            case NewObject.RegularFile file -> FileType.REGULAR;
            case NewObject.Directory directory -> FileType.DIRECTORY;
            case NewObject.SymbolicLink link -> FileType.SYMBOLIC_LINK;
            case NewObject.Special special -> special(special.type(), caller);
        };
    }

    private static FileType special(FileType type, Caller caller) throws VfsException {
        return switch (type) {
            case FIFO, SOCKET -> type;
            case BLOCK_DEVICE, CHARACTER_DEVICE -> {
                if (!caller.isRoot()) {
                    throw new VfsException(VfsError.PERM);
                }
                yield type;
            }
            case REGULAR, DIRECTORY, SYMBOLIC_LINK -> throw new VfsException(VfsError.BADTYPE);
        };
    }

    private static long sizeOf(SetAttributes given) throws VfsException {
        long size = given.size() == null ? 0 : given.size();
        if (size < 0) {
            throw new VfsException(VfsError.INVAL);
        }
        return size;
    }
}
