package dev.cleat.vfs.testkit;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Vfs;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Brings a back end before its contract: makes file systems and says what they can do. */
public interface VfsFixture {
    /** A new, empty file system. It is closed after the test. */
    Vfs create() throws IOException;

    /** A new file system that holds a {@link SampleTree}, and nothing else. Read-only back ends build it in their own way. */
    default Vfs createSample() throws IOException {
        Vfs vfs = create();
        SampleTree.plant(new VfsUser(vfs, caller()));
        return vfs;
    }

    /** Closes a file system and opens it again, as a restart of the server does. Needed with {@link Feature#RESTARTS}. */
    default Vfs reopen(Vfs vfs) throws IOException {
        throw new UnsupportedOperationException("a fixture with Feature.RESTARTS overrides reopen");
    }

    /** What the back end has beyond its capabilities and limits. */
    default Set<Feature> features() {
        return EnumSet.allOf(Feature.class);
    }

    /** Who makes the calls of most tests: owner of the root directory. */
    default Caller caller() {
        return Caller.ROOT;
    }
}
