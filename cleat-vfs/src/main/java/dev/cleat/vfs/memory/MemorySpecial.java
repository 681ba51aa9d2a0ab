package dev.cleat.vfs.memory;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;

/** A device, FIFO or socket: attributes and no more. */
final class MemorySpecial extends MemoryNode {
    MemorySpecial(FileId id, Attributes attributes) {
        super(id, attributes);
    }
}
