package dev.cleat.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.testkit.VfsContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** With all capabilities, on the file system of the temporary folder. */
class PrivilegedContractTest extends VfsContract {
    private final LinuxFixture fixture =
            new LinuxFixture(Path.of(System.getProperty("java.io.tmpdir")), LinuxOptions.DEFAULT);

    @BeforeAll
    static void needRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may act as others");
    }

    @AfterEach
    void cleanUp() throws IOException {
        fixture.close();
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
