package dev.cleat.vfs.union;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import org.jspecify.annotations.Nullable;

/**
 * An object, and what it is in each layer: in one of them, or in both if it is a directory there and there.
 *
 * @param directory the one above; null at the root
 * @param name in it; "." at the root
 */
record Found(
        FileId id,
        @Nullable Found directory,
        Name name,
        @Nullable Node upper,
        @Nullable Node lower) {

    /** As it is seen, save for its numbers. */
    Attributes attributes() {
        Node top = upper != null ? upper : lower;
        if (top == null) {
            throw new IllegalStateException("in no layer: " + name);
        }
        return top.attributes();
    }

    boolean isDirectory() {
        return attributes().isDirectory();
    }

    Found requireDirectory() throws VfsException {
        if (!isDirectory()) {
            throw new VfsException(VfsError.NOTDIR);
        }
        return this;
    }
}
