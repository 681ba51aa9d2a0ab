package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.JournalIdMap;
import dev.cleat.vfs.idmap.Moves;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of a rename: what was moved keeps its handle, and so does what was not. */
class KilledRenameTest {
    @TempDir
    Path served;

    @TempDir
    Path state;

    private Path journal;
    private Path left;
    private NioVfs vfs;
    private VfsUser user;

    @BeforeEach
    void serve() throws IOException {
        journal = Files.createDirectory(state.resolve("journal"));
        left = state.resolve("left");
        open(beforeMoves(JournalIdMap.open(journal)));
    }

    private void open(IdMap ids) throws IOException {
        vfs = NioVfs.of(served, ids);
        user = new VfsUser(vfs, Caller.ROOT);
    }

    @AfterEach
    void close() throws IOException {
        vfs.close();
    }

    /** Keeps what a process would leave that is killed when the file has moved and the map is about to be told. */
    private IdMap beforeMoves(IdMap ids) {
        return (IdMap) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {IdMap.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("move")) {
                        copyJournal();
                    }
                    try {
                        return method.invoke(ids, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void copyJournal() throws IOException {
        Files.createDirectory(left);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(journal)) {
            for (Path file : files) {
                Files.copy(file, left.resolve(file.getFileName()));
            }
        }
    }

    private void rename(FileId from, String name, FileId to, String newName) throws IOException {
        vfs.rename(from, Name.of(name), to, Name.of(newName), Caller.ROOT);
    }

    private void restart() throws IOException {
        vfs.close();
        open(JournalIdMap.open(left));
    }

    @Test
    void whatWasMovedKeepsItsHandle() throws IOException {
        FileId folder = user.directory(vfs.root(), "folder").id();
        FileId file = user.file(vfs.root(), "file", "text").id();
        rename(vfs.root(), "file", folder, "moved");
        restart();
        assertThat(user.text(file)).isEqualTo("text");
        assertThat(user.walk("folder/moved")).isEqualTo(file);
    }

    @Test
    void whatLiesInAMovedFolderKeepsItsHandle() throws IOException {
        FileId folder = user.directory(vfs.root(), "folder").id();
        FileId file = user.file(folder, "file", "text").id();
        rename(vfs.root(), "folder", vfs.root(), "moved");
        restart();
        assertThat(user.text(file)).isEqualTo("text");
        assertThat(user.walk("moved")).isEqualTo(folder);
        assertThat(user.names(vfs.root())).containsExactly("moved");
    }

    @Test
    void whatWasReplacedIsGone() throws IOException {
        FileId replaced = user.file(vfs.root(), "there", "old").id();
        FileId file = user.file(vfs.root(), "file", "new").id();
        rename(vfs.root(), "file", vfs.root(), "there");
        restart();
        assertThat(user.text(file)).isEqualTo("new");
        assertThat(user.walk("there")).isEqualTo(file);
        assertThatThrownBy(() -> user.attributes(replaced)).hasMessageContaining("STALE");
    }

    @Test
    void whatWasNotMovedYetStaysWhereItWas() throws IOException {
        FileId other = user.file(vfs.root(), "there", "other").id();
        FileId file = user.file(vfs.root(), "file", "text").id();
        rename(vfs.root(), "file", vfs.root(), "elsewhere");
        // As if the file system had not come to it.
        Files.move(served.resolve("elsewhere"), served.resolve("file"));
        restart();
        assertThat(user.text(file)).isEqualTo("text");
        assertThat(user.walk("file")).isEqualTo(file);
        assertThat(user.text(other)).isEqualTo("other");
    }

    @Test
    void nothingIsLeftToDoAfterwards() throws IOException {
        FileId file = user.file(vfs.root(), "file", "text").id();
        rename(vfs.root(), "file", vfs.root(), "moved");
        restart();
        try (JournalIdMap other = JournalIdMap.open(journal)) {
            assertThat(new Moves(other).pending()).isEmpty();
        }
        vfs.close();
        try (JournalIdMap settled = JournalIdMap.open(left)) {
            assertThat(new Moves(settled).pending()).isEmpty();
            assertThat(settled.places(file)).hasSize(1);
        }
        open(JournalIdMap.open(left));
    }
}
