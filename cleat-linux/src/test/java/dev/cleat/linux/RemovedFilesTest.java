package dev.cleat.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handles of files that are gone, while the host takes their numbers for others. */
class RemovedFilesTest {
    private static final int FILES = 1000;
    private static final int CALLS_EACH = 10;

    @TempDir
    Path folder;

    /** ext4 answers with ENOMEM while a number is between two files, one time in a hundred here. */
    @Test
    void removedFileIsStaleWhileItsNumberIsTakenAgain() throws Exception {
        HostUser.assumeRoot();
        AtomicBoolean over = new AtomicBoolean();
        Thread host = new Thread(() -> makeAndRemove(over));
        try (LinuxVfs vfs = LinuxVfs.open(folder, LinuxOptions.DEFAULT)) {
            VfsUser user = new VfsUser(vfs, Caller.ROOT);
            host.start();
            for (int i = 0; i < FILES; i++) {
                FileId removed = user.file(vfs.root(), "removed", "").id();
                Files.delete(folder.resolve("removed"));
                for (int call = 0; call < CALLS_EACH; call++) {
                    assertThatThrownBy(() -> vfs.attributes(removed))
                            .isInstanceOfSatisfying(
                                    VfsException.class,
                                    e -> assertThat(e.error()).isEqualTo(VfsError.STALE));
                }
            }
        } finally {
            over.set(true);
            host.join();
        }
    }

    private void makeAndRemove(AtomicBoolean over) {
        Path file = folder.resolve("of-the-host");
        try {
            while (!over.get()) {
                Files.createFile(file);
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
