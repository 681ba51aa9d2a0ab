package dev.cleat.vfs.decorate;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;

/** What an object is seen as by users of a {@link SymlinkFileVfs}; {@code below} is its identity there. */
sealed interface Seen {
    FileId below();

    Node node();

    /** Anything that looks above as it does below. */
    record Plain(Node node) implements Seen {
        @Override
        public FileId below() {
            return node.id();
        }
    }

    /** A file that is named like a link but holds no target. */
    record Text(FileId below, Node node) implements Seen {}

    record Link(FileId below, Node node, Name target) implements Seen {}

    default FileId requireFile() throws VfsException {
        return switch (this) {
            case Plain plain -> plain.below();
            case Text text -> text.below;
            case Link link -> throw new VfsException(VfsError.INVAL);
        };
    }
}
