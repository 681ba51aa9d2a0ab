package dev.cleat.vfs.memory;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;

/** A symbolic link. */
final class MemoryLink extends MemoryNode {
    private final Name target;

    MemoryLink(FileId id, Attributes attributes, Name target) {
        super(id, attributes);
        this.target = target;
    }

    Name target() {
        return target;
    }
}
