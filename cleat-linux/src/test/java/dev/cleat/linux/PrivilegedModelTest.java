package dev.cleat.linux;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.testkit.VfsModel;
import java.io.IOException;
import java.nio.file.Path;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.opentest4j.TestAbortedException;

/** The kernel's rules and the memory back end's, on random calls of several users. */
class PrivilegedModelTest extends VfsModel {
    private final LinuxFixture fixture =
            new LinuxFixture(Path.of(System.getProperty("java.io.tmpdir")), LinuxOptions.DEFAULT);

    @BeforeContainer
    static void needRoot() {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new TestAbortedException("only root may act as others");
        }
    }

    @AfterTry
    void cleanUp() throws IOException {
        fixture.close();
    }

    @Override
    public Vfs create() throws IOException {
        return fixture.create();
    }
}
