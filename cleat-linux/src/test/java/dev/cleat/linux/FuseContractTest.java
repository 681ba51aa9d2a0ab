package dev.cleat.linux;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.idmap.JournalIdMap;
import dev.cleat.vfs.testkit.ChurnContract;
import dev.cleat.vfs.testkit.IdentityContract;
import dev.cleat.vfs.testkit.ListContract;
import dev.cleat.vfs.testkit.ReadContract;
import dev.cleat.vfs.testkit.RenameContract;
import dev.cleat.vfs.testkit.VfsFixture;
import dev.cleat.vfs.testkit.WriteContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a file system in user space, by bindfs. What that makes of owners, modes and times is its own affair, so only what this
 * back end answers for is held against the contract.
 */
class FuseContractTest implements VfsFixture {
    @TempDir
    Path folder;

    private final Mounts mounts = new Mounts();
    private LinuxFixture fixture = new LinuxFixture(Path.of(""), LinuxOptions.DEFAULT);

    @BeforeEach
    void mount() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        Path source = Files.createDirectory(folder.resolve("source"));
        Path shown = mounts.fuse(source, folder.resolve("shown"));
        fixture = new LinuxFixture(shown, LinuxOptions.DEFAULT.withIdMap(() -> JournalIdMap.open(state)));
    }

    @AfterEach
    void unmount() throws IOException {
        fixture.close();
        mounts.close();
    }

    @Override
    public Vfs create() throws IOException {
        return fixture.create();
    }

    @Override
    public Vfs reopen(Vfs vfs) throws IOException {
        return fixture.reopen(vfs);
    }

    @Nested
    class Reading extends ReadContract {
        @Override
        protected VfsFixture fixture() {
            return FuseContractTest.this;
        }
    }

    @Nested
    class Listing extends ListContract {
        @Override
        protected VfsFixture fixture() {
            return FuseContractTest.this;
        }
    }

    @Nested
    class Churning extends ChurnContract {
        @Override
        protected VfsFixture fixture() {
            return FuseContractTest.this;
        }
    }

    @Nested
    class Writing extends WriteContract {
        @Override
        protected VfsFixture fixture() {
            return FuseContractTest.this;
        }
    }

    @Nested
    class Renaming extends RenameContract {
        @Override
        protected VfsFixture fixture() {
            return FuseContractTest.this;
        }
    }

    @Nested
    class Identities extends IdentityContract {
        @Override
        protected VfsFixture fixture() {
            return FuseContractTest.this;
        }
    }
}
