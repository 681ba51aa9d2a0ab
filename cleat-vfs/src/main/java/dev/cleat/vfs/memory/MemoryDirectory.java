package dev.cleat.vfs.memory;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A directory. Its entries and its place change under the lock of the {@link MemoryVfs}. */
final class MemoryDirectory extends MemoryNode {
    private final DirectoryEntries entries = new DirectoryEntries();
    private volatile @Nullable MemoryDirectory parent;

    /**
     * @param parent null for the root
     */
    MemoryDirectory(FileId id, Attributes attributes, @Nullable MemoryDirectory parent) {
        super(id, attributes);
        this.parent = parent;
    }

    DirectoryEntries entries() {
        return entries;
    }

    /** The directory above; the root is above itself. */
    MemoryDirectory parent() {
        MemoryDirectory above = parent;
        return above == null ? this : above;
    }

    void moveTo(MemoryDirectory newParent) {
        parent = newParent;
    }

    boolean isSelfOrAbove(MemoryDirectory other) {
        for (MemoryDirectory at = other; at != null; at = at.parent) {
            if (at == this) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells that entries came or went.
     *
     * @param directories by how many there are more directories among them; each is a link to this one by its ".."
     */
    void entriesChanged(int directories, Instant now) {
        change(before -> before.toBuilder()
                .links(before.links() + directories)
                .modified(now)
                .changed(now)
                .build());
    }
}
