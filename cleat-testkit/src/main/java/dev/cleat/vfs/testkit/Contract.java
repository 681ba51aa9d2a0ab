package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all contracts share: a file system for each test, somebody who uses it, and the assertion about errors. */
public abstract class Contract {
    private Vfs vfs;

    /** Who makes the calls unless the test says otherwise. */
    protected VfsUser user;

    /** The top directory. */
    protected FileId root;

    /** The back end under test. */
    protected abstract VfsFixture fixture();

    /** Opens the file system that a test starts with. */
    protected Vfs open() throws IOException {
        return fixture().create();
    }

    @BeforeEach
    final void begin() throws IOException {
        use(open());
    }

    @AfterEach
    final void end() throws IOException {
        vfs.close();
    }

    /** Goes on with the same file system after a restart. */
    protected final void restart() throws IOException {
        assumeFeature(Feature.RESTARTS);
        use(fixture().reopen(vfs));
    }

    private void use(Vfs opened) {
        vfs = opened;
        user = new VfsUser(opened, fixture().caller());
        root = opened.root();
    }

    protected final Vfs vfs() {
        return vfs;
    }

    /** Somebody else. */
    protected final VfsUser user(int uid, int gid, int... groups) {
        return user.as(new Caller(uid, gid, groups));
    }

    protected final Attributes attributes(FileId file) throws IOException {
        return user.attributes(file);
    }

    protected final void assumeFeature(Feature feature) {
        assumeTrue(fixture().features().contains(feature), feature::lack);
    }

    protected final void assumeWritable() {
        assumeTrue(vfs.capability(Writable.class) != null, "it is read-only");
    }

    protected final void assumeHardLinks() {
        assumeTrue(vfs.capability(HardLinks.class) != null, "it has no hard links");
    }

    protected final void assumeSymbolicLinks() throws IOException {
        assumeTrue(vfs.limits(root).symbolicLinks(), "it has no symbolic links");
    }

    /** Demands that a call fails with one of these errors, as a client would see it. */
    protected static void assertFails(ThrowingCallable call, VfsError... allowed) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).as("what the call threw").isInstanceOf(IOException.class);
        assertThat(List.of(allowed)).contains(VfsException.errorOf((IOException) failure));
    }
}
