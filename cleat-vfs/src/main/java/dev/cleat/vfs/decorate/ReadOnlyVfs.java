package dev.cleat.vfs.decorate;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A file system that can only be read through this view. Modes stay as they are, so that a copy of it has them right; it is
 * {@link #access} that tells the truth.
 */
public final class ReadOnlyVfs extends ForwardingVfs {
    public ReadOnlyVfs(Vfs below) {
        super(below);
    }

    @Override
    public int access(FileId file, Attributes attributes, Caller caller) throws IOException {
        return super.access(file, attributes, caller) & ~Permissions.WRITE;
    }

    @Override
    protected Vfs immediate(Vfs immediateBelow) {
        return new ReadOnlyVfs(immediateBelow);
    }

    @Override
    protected @Nullable Writable writable(Writable writableBelow) {
        return null;
    }

    @Override
    protected @Nullable HardLinks hardLinks(HardLinks hardLinksBelow) {
        return null;
    }
}
