package dev.cleat.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.JournalIdMap;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the host does to names behind the back of a server that knows objects by their places. */
class PlaceIdsTest {
    @TempDir
    Path folder;

    private final Mounts mounts = new Mounts();
    private Path served = Path.of("");
    private LinuxVfs vfs;
    private VfsUser user;

    @BeforeEach
    void prepare() throws IOException {
        served = Files.createDirectory(folder.resolve("served"));
        Files.createDirectory(folder.resolve("state"));
    }

    @AfterEach
    void close() throws IOException {
        if (vfs != null) {
            vfs.close();
        }
        mounts.close();
    }

    private void open(Path root) throws IOException {
        LinuxOptions options = LinuxOptions.DEFAULT
                .withKernelHandles(false)
                .withIdMap(() -> JournalIdMap.open(folder.resolve("state")));
        vfs = LinuxVfs.open(root, options);
        user = new VfsUser(vfs, Caller.ROOT);
    }

    private void restart(Path root) throws IOException {
        vfs.close();
        open(root);
    }

    private void assertStale(FileId file) {
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> vfs.attributes(file))
                .matches(e -> e.error() == VfsError.STALE);
    }

    @Test
    void aFileRenamedInItsFolderIsFoundAgain() throws IOException {
        open(served);
        FileId file = user.file(vfs.root(), "before", "contents").id();
        vfs.close();
        Files.move(served.resolve("before"), served.resolve("after"));
        Files.writeString(served.resolve("before"), "another");
        open(served);
        assertThat(user.text(file)).isEqualTo("contents");
        assertThat(user.walk("after")).isEqualTo(file);
        assertThat(user.walk("before")).isNotEqualTo(file);
    }

    @Test
    void aFileMadeAnewIsAnotherOne() throws IOException {
        open(served);
        FileId file = user.file(vfs.root(), "file", "old").id();
        vfs.close();
        Files.delete(served.resolve("file"));
        Files.writeString(served.resolve("file"), "new");
        open(served);
        assertStale(file);
        assertThat(user.text(user.walk("file"))).isEqualTo("new");
    }

    @Test
    void whatLiesBelowARenamedFolderKeepsItsIdentity() throws IOException {
        open(served);
        FileId first = user.directory(vfs.root(), "first").id();
        FileId deep = user.directory(first, "deep").id();
        FileId file = user.file(deep, "file", "contents").id();
        user.rename(vfs.root(), "first", vfs.root(), "second");
        restart(served);
        assertThat(user.text(file)).isEqualTo("contents");
        assertThat(user.walk("second/deep/file")).isEqualTo(file);
    }

    @Test
    void foldersThatTheHostTurnedInsideOutAreFound() throws IOException {
        open(served);
        FileId outer = user.directory(vfs.root(), "outer").id();
        FileId inner = user.directory(outer, "inner").id();
        Files.move(served.resolve("outer/inner"), served.resolve("inner"));
        Files.move(served.resolve("outer"), served.resolve("inner/outer"));
        assertThat(user.walk("inner")).isEqualTo(inner);
        assertThat(user.walk("inner/outer")).isEqualTo(outer);
        restart(served);
        assertThat(user.names(inner)).containsExactly("outer");
        assertThat(user.names(outer)).isEmpty();
    }

    @Test
    void oneOfSeveralNamesIsEnough() throws IOException {
        open(served);
        FileId file = user.file(vfs.root(), "one", "contents").id();
        user.link(file, vfs.root(), "two");
        vfs.close();
        Files.delete(served.resolve("one"));
        open(served);
        assertThat(user.text(file)).isEqualTo("contents");
    }

    @Test
    void identitiesAreThoseOfAPrivilegedServer() throws IOException {
        HostUser.assumeRoot();
        open(served);
        FileId file = user.file(vfs.root(), "file", "contents").id();
        vfs.close();
        vfs = LinuxVfs.open(served, LinuxOptions.DEFAULT);
        user = new VfsUser(vfs, Caller.ROOT);
        assertThat(user.text(file)).isEqualTo("contents");
    }

    @Test
    void aFileThatOverlayfsCopiesUpStaysTheSame() throws Exception {
        Path lower = Files.createDirectory(folder.resolve("lower"));
        Files.writeString(lower.resolve("file"), "contents");
        Path merged = mounts.overlay(lower, folder);
        open(merged);
        FileId file = user.walk("file");
        user.set(file, SetAttributes.mode(0600));
        assertThat(user.walk("file")).isEqualTo(file);
        restart(merged);
        assertThat(user.text(file)).isEqualTo("contents");
        assertThat(user.lookup(vfs.root(), Name.of("file")).id()).isEqualTo(file);
    }

    @Test
    void aFileMadeAnewOnOverlayfsIsAnotherOne() throws Exception {
        Path merged = mounts.overlay(Files.createDirectory(folder.resolve("lower")), folder);
        open(merged);
        FileId file = user.file(vfs.root(), "file", "old").id();
        vfs.close();
        Files.delete(merged.resolve("file"));
        Files.writeString(merged.resolve("file"), "new");
        open(merged);
        assertStale(file);
    }
}
