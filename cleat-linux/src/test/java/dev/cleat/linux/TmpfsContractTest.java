package dev.cleat.linux;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.testkit.VfsContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On tmpfs, whose handles are longer and whose listings are in an order of their own. */
class TmpfsContractTest extends VfsContract {
    @TempDir
    Path folder;

    private final Mounts mounts = new Mounts();
    private LinuxFixture fixture = new LinuxFixture(Path.of(""), LinuxOptions.DEFAULT);

    @BeforeEach
    void mount() throws Exception {
        fixture = new LinuxFixture(mounts.tmpfs(folder.resolve("memory")), LinuxOptions.DEFAULT);
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
}
