package dev.cleat.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing leads out of the folder that is served, and nothing that is opened waits. */
class PathSafetyTest {
    private static final int ROUNDS = 3000;

    @TempDir
    Path above;

    private Path served;
    private LinuxVfs vfs;
    private VfsUser user;

    @BeforeEach
    void open() throws IOException {
        HostUser.assumeRoot();
        served = Files.createDirectory(above.resolve("served"));
        Files.createDirectory(above.resolve("private"));
        Files.writeString(above.resolve("private/file"), "secret");
        vfs = LinuxVfs.open(served, LinuxOptions.DEFAULT);
        user = new VfsUser(vfs, Caller.ROOT);
    }

    @AfterEach
    void close() throws IOException {
        if (vfs != null) {
            vfs.close();
        }
    }

    @Test
    void aFolderSwappedForALinkNeverLeadsOut() throws Exception {
        Path door = served.resolve("door");
        AtomicBoolean done = new AtomicBoolean();
        Thread swapper = new Thread(() -> swap(door, done));
        swapper.start();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    Node found = user.lookup(vfs.root(), "door");
                    assertThat(user.text(user.lookup(found.id(), "file").id())).isIn("public", "");
                } catch (VfsException e) {
                    assertThat(e.error()).isIn(VfsError.NOENT, VfsError.NOTDIR, VfsError.STALE);
                }
            }
        } finally {
            done.set(true);
            swapper.join();
        }
    }

    private void swap(Path door, AtomicBoolean done) {
        try {
            while (!done.get()) {
                Files.createDirectory(door);
                Files.writeString(door.resolve("file"), "public");
                Files.delete(door.resolve("file"));
                Files.delete(door);
                Files.createSymbolicLink(door, above.resolve("private"));
                Files.delete(door);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLinkIsNeverFollowed() throws IOException {
        Files.createSymbolicLink(served.resolve("link"), above.resolve("private/file"));
        Node link = user.lookup(vfs.root(), "link");
        assertThat(link.attributes().type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> user.text(link.id()))
                .matches(e -> e.error() == VfsError.INVAL);
        assertThatExceptionOfType(VfsException.class).isThrownBy(() -> user.file(vfs.root(), "link"));
    }

    @Test
    void theTopLeadsNowhere() throws IOException {
        assertThat(user.lookup(vfs.root(), Name.PARENT).id()).isEqualTo(vfs.root());
    }

    @Test
    void aFolderThatWasMovedOutLeadsNowhere() throws IOException {
        FileId moved = user.directory(vfs.root(), "moved").id();
        FileId below = user.directory(moved, "below").id();
        Files.move(served.resolve("moved"), above.resolve("private/moved"));
        assertThat(vfs.attributes(below).type()).isEqualTo(FileType.DIRECTORY);
        for (FileId outside : new FileId[] {below, moved}) {
            assertThatExceptionOfType(VfsException.class)
                    .isThrownBy(() -> user.lookup(outside, Name.PARENT))
                    .matches(e -> e.error() == VfsError.STALE);
        }
    }

    @Test
    @Timeout(20)
    void aFifoWaitsForNobody() throws Exception {
        Host.run("mkfifo", served.resolve("fifo").toString());
        Node fifo = user.lookup(vfs.root(), "fifo");
        assertThat(fifo.attributes().type()).isEqualTo(FileType.FIFO);
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> user.text(fifo.id()))
                .matches(e -> e.error() == VfsError.INVAL);
        user.set(fifo.id(), dev.cleat.vfs.SetAttributes.mode(0600));
        user.writable().commit(fifo.id());
    }

    @Test
    void idleDescriptorsAreClosed() throws IOException {
        user.text(user.file(vfs.root(), "busy", "contents").id());
        await().atMost(Duration.ofSeconds(20)).until(() -> !isOpen(served.resolve("busy")));
    }

    private static boolean isOpen(Path file) throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).equals(file);
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }
}
