package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** All that is asked of a back end that can only be read. Extend it, and build the {@link SampleTree}. */
public abstract class ReadOnlyVfsContract implements VfsFixture {
    @Override
    public final Vfs create() throws IOException {
        return createSample();
    }

    /** A new file system that holds a {@link SampleTree}, and nothing else. */
    @Override
    public abstract Vfs createSample() throws IOException;

    @Test
    void nothingCanBeChanged() throws IOException {
        try (Vfs vfs = createSample()) {
            assertThat(vfs.capability(Writable.class)).isNull();
            assertThat(vfs.capability(HardLinks.class)).isNull();
            assertThat(vfs.access(vfs.root(), vfs.attributes(vfs.root()), caller()) & Permissions.WRITE)
                    .isZero();
        }
    }

    @Nested
    class Reading extends ReadContract {
        @Override
        protected VfsFixture fixture() {
            return ReadOnlyVfsContract.this;
        }
    }

    @Nested
    class Listing extends ListContract {
        @Override
        protected VfsFixture fixture() {
            return ReadOnlyVfsContract.this;
        }
    }
}
