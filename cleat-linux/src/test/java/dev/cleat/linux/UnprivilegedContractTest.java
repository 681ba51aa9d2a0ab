package dev.cleat.linux;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.idmap.JournalIdMap;
import dev.cleat.vfs.testkit.Feature;
import dev.cleat.vfs.testkit.VfsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** As an ordinary user: all is done as that user, and objects are found by their places. */
class UnprivilegedContractTest extends VfsContract {
    private Path folder = Path.of("");
    private LinuxFixture fixture = new LinuxFixture(folder, LinuxOptions.DEFAULT);

    @BeforeEach
    void prepare() throws IOException {
        HostUser.assumeRoot();
        folder = Files.createTempDirectory("unprivileged");
        Path state = Files.createDirectory(folder.resolve("state"));
        Path files = Files.createDirectory(folder.resolve("files"));
        for (Path each : new Path[] {folder, state, files}) {
            HostUser.give(each);
        }
        fixture = new LinuxFixture(files, LinuxOptions.DEFAULT.withIdMap(() -> JournalIdMap.open(state)));
        HostUser.becomeNobody();
    }

    @AfterEach
    void cleanUp() throws IOException {
        HostUser.becomeRoot();
        fixture.close();
        LinuxFixture.removeTree(folder);
    }

    @Override
    public Vfs create() throws IOException {
        return fixture.create();
    }

    @Override
    public Vfs reopen(Vfs vfs) throws IOException {
        return fixture.reopen(vfs);
    }

    @Override
    public Caller caller() {
        return new Caller(HostUser.NOBODY, HostUser.NOBODY);
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.complementOf(EnumSet.of(Feature.OWNERS, Feature.CALLERS, Feature.DEVICES));
    }
}
