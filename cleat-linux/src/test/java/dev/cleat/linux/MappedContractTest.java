package dev.cleat.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.idmap.JournalIdMap;
import dev.cleat.vfs.testkit.VfsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** As root of a container that may act as others, but not open files by handles: objects are found by their places. */
class MappedContractTest extends VfsContract {
    @TempDir
    Path folder;

    private LinuxFixture fixture;

    @BeforeAll
    static void needRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may act as others");
    }

    @BeforeEach
    void prepare() throws IOException {
        Path state = Files.createDirectory(folder.resolve("state"));
        Path files = Files.createDirectory(folder.resolve("files"));
        fixture = new LinuxFixture(
                files, LinuxOptions.DEFAULT.withKernelHandles(false).withIdMap(() -> JournalIdMap.open(state)));
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
