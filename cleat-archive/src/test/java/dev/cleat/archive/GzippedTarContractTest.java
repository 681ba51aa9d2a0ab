package dev.cleat.archive;

import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.testkit.ReadOnlyVfsContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class GzippedTarContractTest extends ReadOnlyVfsContract {
    @TempDir
    Path folder;

    @Override
    public Vfs createSample() throws IOException {
        return ArchiveVfs.open(Samples.gzippedTar(folder));
    }
}
