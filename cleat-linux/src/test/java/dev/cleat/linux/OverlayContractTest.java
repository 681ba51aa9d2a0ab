package dev.cleat.linux;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.idmap.JournalIdMap;
import dev.cleat.vfs.testkit.VfsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On overlayfs, which containers run on: no kernel handles, no stable offsets. */
class OverlayContractTest extends VfsContract {
    @TempDir
    Path folder;

    private final Mounts mounts = new Mounts();
    private LinuxFixture fixture = new LinuxFixture(Path.of(""), LinuxOptions.DEFAULT);

    @BeforeEach
    void mount() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        Path lower = Files.createDirectory(folder.resolve("lower"));
        Path merged = mounts.overlay(lower, folder);
        fixture = new LinuxFixture(merged, LinuxOptions.DEFAULT.withIdMap(() -> JournalIdMap.open(state)));
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
