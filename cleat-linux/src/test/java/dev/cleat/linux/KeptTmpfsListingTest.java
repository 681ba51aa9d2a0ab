package dev.cleat.linux;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** The same on tmpfs, whose own order does not last. */
class KeptTmpfsListingTest extends KeptListingTest {
    private final Mounts mounts = new Mounts();

    @Override
    Path place() throws Exception {
        return mounts.tmpfs(folder.resolve("memory"));
    }

    @AfterEach
    void unmount() throws IOException {
        mounts.close();
    }
}
