package dev.cleat.vfs.testkit;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** A client of a {@link SymlinkFileVfs} ({@code user}) and somebody on the host below it ({@code host}), at the same time. */
abstract class TwoSides extends Contract {
    final MemoryVfs below = new MemoryVfs();
    VfsUser host;

    @Override
    protected final VfsFixture fixture() {
        return new VfsFixture() {
            @Override
            public Vfs create() {
                return new SymlinkFileVfs(new NoSymlinksVfs(below));
            }

            @Override
            public Set<Feature> features() {
                return EnumSet.complementOf(EnumSet.of(Feature.RESTARTS));
            }
        };
    }

    @BeforeEach
    final void enterTheHost() {
        host = new VfsUser(below, user.caller());
    }

    final void assertStale(FileId gone) {
        assertFails(() -> attributes(gone), VfsError.STALE);
        assertFails(() -> user.read(gone, 0, 10), VfsError.STALE);
        assertFails(() -> user.write(gone, 0, "x"), VfsError.STALE);
        assertFails(() -> user.readLink(gone), VfsError.STALE);
        assertFails(() -> user.set(gone, SetAttributes.size(0)), VfsError.STALE);
        assertFails(() -> user.link(gone, root, "other"), VfsError.STALE);
    }
}
