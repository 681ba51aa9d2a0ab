package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap;
import dev.cleat.vfs.idmap.JournalIdMap;
import dev.cleat.vfs.idmap.Moves;
import dev.cleat.vfs.testkit.KilledServer;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
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

    private KilledServer killed;
    private NioVfs vfs;
    private VfsUser user;

    @BeforeEach
    void serve() throws IOException {
        killed = new KilledServer(state);
        open(killed.ids());
    }

    private void open(IdMap ids) throws IOException {
        vfs = NioVfs.of(served, ids);
        user = new VfsUser(vfs, Caller.ROOT);
    }

    @AfterEach
    void close() throws IOException {
        vfs.close();
    }

    private void rename(FileId from, String name, FileId to, String newName) throws IOException {
        vfs.rename(from, Name.of(name), to, Name.of(newName), Caller.ROOT);
    }

    private void restart() throws IOException {
        vfs.close();
        open(killed.idsLeft());
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
        try (JournalIdMap other = killed.idsOfSurvivor()) {
            assertThat(new Moves(other).pending()).isEmpty();
        }
        vfs.close();
        try (JournalIdMap settled = killed.idsLeft()) {
            assertThat(new Moves(settled).pending()).isEmpty();
            assertThat(settled.places(file)).hasSize(1);
        }
        open(killed.idsLeft());
    }
}
