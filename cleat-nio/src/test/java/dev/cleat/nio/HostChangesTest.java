package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other processes at work in a folder that is served. */
class HostChangesTest {
    @TempDir
    Path folder;

    private Path served;
    private NioVfs vfs;
    private VfsUser user;

    @BeforeEach
    void serve() throws IOException {
        served = Files.createDirectory(folder.resolve("served"));
        vfs = NioVfs.of(served);
        user = new VfsUser(vfs, Caller.ROOT);
    }

    @AfterEach
    void close() throws IOException {
        vfs.close();
    }

    @Test
    void aFileThatWasReplacedIsAnotherObject() throws IOException {
        FileId before = user.file(vfs.root(), "file", "old").id();
        Path other = Files.writeString(served.resolve("other"), "new");
        Files.move(other, served.resolve("file"), StandardCopyOption.ATOMIC_MOVE);
        assertFails(() -> user.text(before), VfsError.STALE);
        FileId after = user.walk("file");
        assertThat(after).isNotEqualTo(before);
        assertThat(user.text(after)).isEqualTo("new");
        assertFails(() -> user.text(before), VfsError.STALE);
    }

    @Test
    void aFolderThatIsGoneIsStaleUntilItIsBack() throws IOException {
        Files.delete(served);
        assertFails(() -> vfs.attributes(vfs.root()), VfsError.STALE);
        assertFails(() -> user.walk("file"), VfsError.STALE);
        Files.writeString(served, "a file instead");
        assertFails(() -> vfs.attributes(vfs.root()), VfsError.STALE);
        Files.delete(served);
        Files.createDirectory(served);
        assertThat(user.text(user.file(vfs.root(), "file", "back").id())).isEqualTo("back");
    }

    @Test
    void aFileThatBecameALinkIsNotFollowed() throws IOException {
        Files.writeString(folder.resolve("secret"), "secret");
        FileId file = user.file(vfs.root(), "file", "open").id();
        user.text(file);
        Files.delete(served.resolve("file"));
        Files.createSymbolicLink(served.resolve("file"), folder.resolve("secret"));
        assertFails(() -> user.text(file), VfsError.STALE);
        assertFails(() -> user.write(file, 0, "x"), VfsError.STALE);
        Node link = user.lookup(vfs.root(), "file");
        assertThat(link.attributes().type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertFails(() -> user.text(link.id()), VfsError.INVAL);
        user.set(link.id(), SetAttributes.mode(0));
        assertThat(Files.readString(folder.resolve("secret"))).isEqualTo("secret");
    }

    @Test
    void aFolderThatBecameALinkLeadsNowhere() throws IOException {
        FileId directory = user.directory(vfs.root(), "directory").id();
        FileId below = user.file(directory, "file", "inside").id();
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("file"), "outside");
        Files.move(served.resolve("directory"), served.resolve("moved"));
        Files.createSymbolicLink(served.resolve("directory"), outside);
        assertFails(() -> user.text(below), VfsError.STALE);
        assertFails(() -> user.lookup(directory, "file"), VfsError.STALE);
        assertFails(() -> user.names(directory), VfsError.STALE);
        assertFails(() -> user.file(directory, "new"), VfsError.STALE);
        assertFails(() -> user.directory(directory, "new"), VfsError.STALE);
        assertFails(() -> user.remove(directory, "file"), VfsError.STALE);
        assertFails(() -> user.rename(directory, "file", vfs.root(), "file"), VfsError.STALE);
        assertThat(outside).isDirectoryNotContaining(path -> !path.endsWith("file"));
        Files.delete(served.resolve("directory"));
        Files.move(served.resolve("moved"), served.resolve("directory"));
        assertThat(user.text(below)).isEqualTo("inside");
    }

    @Test
    void theWalkItselfRefusesLinks() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("file"), "outside");
        Files.createSymbolicLink(served.resolve("link"), outside);
        Folders folders = new Folders(served, FileSystemTraits.of(served));
        Path through = served.resolve("link").resolve("file");
        assertFails(() -> folders.delete(through, false), VfsError.STALE);
        assertFails(() -> folders.move(through, served.resolve("file")), VfsError.STALE);
        assertFails(() -> folders.list(served.resolve("link"), path -> {}), VfsError.STALE);
        assertThat(outside.resolve("file")).exists();
    }

    @Test
    void namesThatTheHostLinkedAreOneObject() throws IOException {
        Files.writeString(served.resolve("a"), "shared");
        Files.createLink(served.resolve("b"), served.resolve("a"));
        Node first = user.lookup(vfs.root(), "a");
        assertThat(user.lookup(vfs.root(), "b")).isEqualTo(first);
        assertThat(first.attributes().links()).isEqualTo(2);
        user.remove(vfs.root(), "a");
        assertThat(user.text(first.id())).isEqualTo("shared");
        user.remove(vfs.root(), "b");
        assertFails(() -> user.text(first.id()), VfsError.STALE);
    }

    @Test
    void whatTheHostAddsIsListedAtOnce() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(user.names(vfs.root())).hasSize(i);
            Files.createFile(served.resolve("file" + i));
        }
    }

    @Test
    void whatTheHostWritesIsReadAtOnce() throws IOException {
        FileId file = user.file(vfs.root(), "file", "one").id();
        assertThat(user.text(file)).isEqualTo("one");
        Files.writeString(served.resolve("file"), "three");
        assertThat(user.text(file)).isEqualTo("three");
        assertThat(user.attributes(file).size()).isEqualTo(5);
    }

    @Test
    void theModeDoesNotKeepTheOwnerOut() throws IOException {
        Path path = Files.writeString(served.resolve("file"), "closed");
        Files.setAttribute(path, "unix:mode", 0);
        Node file = user.lookup(vfs.root(), "file");
        int owner = file.attributes().uid();
        VfsUser own = user.as(new Caller(owner, file.attributes().gid()));
        own.write(file.id(), 0, "opened");
        assertThat(own.text(file.id())).isEqualTo("opened");
        assertThat((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777)
                .isZero();
    }

    @Test
    void fifosDoNotBlock() throws Exception {
        Path fifo = served.resolve("fifo");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0);
        Node found = user.lookup(vfs.root(), "fifo");
        assertThat(found.attributes().type()).isEqualTo(FileType.FIFO);
        assertFails(() -> user.text(found.id()), VfsError.INVAL);
        assertFails(() -> user.write(found.id(), 0, "x"), VfsError.INVAL);
        user.set(found.id(), SetAttributes.mode(0600));
        assertThat(user.attributes(found.id()).mode()).isEqualTo(0600);
        user.writable().commit(found.id());
        user.remove(vfs.root(), "fifo");
    }

    private static void assertFails(ThrowingCallable call, VfsError error) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(VfsException.errorOf((IOException) failure)).isEqualTo(error);
        if (failure instanceof VfsException e) {
            assertThat(e.error()).isEqualTo(error);
        }
    }
}
