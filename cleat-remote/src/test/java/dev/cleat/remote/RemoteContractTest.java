package dev.cleat.remote;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.testkit.ReadOnlyVfsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class RemoteContractTest extends ReadOnlyVfsContract {
    @TempDir
    Path folder;

    @Override
    public Vfs createSample() throws IOException {
        Path cache = Files.createTempDirectory(folder, "cache");
        return RemoteVfs.open(FakeOrigin.sample(), new InMemoryIdMap(), RemoteOptions.of(cache));
    }
}
