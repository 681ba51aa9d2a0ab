package dev.cleat.linux;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A server without handles of the kernel's that is killed in the middle of a rename: what was moved keeps its handle. */
class KilledRenameTest {
    @TempDir
    Path served;

    @TempDir
    Path state;

    private KilledServer killed;
    private LinuxVfs vfs;
    private VfsUser user;
    private FileId folder;
    private FileId file;

    @BeforeEach
    void serve() throws IOException {
        killed = new KilledServer(state);
        open(killed.ids());
        folder = user.directory(vfs.root(), "folder").id();
        file = user.file(vfs.root(), "file", "text").id();
    }

    private void open(IdMap ids) throws IOException {
        vfs = LinuxVfs.open(
                served, LinuxOptions.DEFAULT.withKernelHandles(false).withIdMap(() -> ids));
        user = new VfsUser(vfs, Caller.ROOT);
    }

    @AfterEach
    void close() throws IOException {
        vfs.close();
    }

    private void moveAndRestart() throws IOException {
        vfs.rename(vfs.root(), Name.of("file"), folder, Name.of("moved"), Caller.ROOT);
        vfs.close();
        open(killed.idsLeft());
    }

    @Test
    void whatWasMovedElsewhereIsFoundByItsHandle() throws IOException {
        moveAndRestart();
        assertThat(user.text(file)).isEqualTo("text");
        assertThat(user.walk("folder/moved")).isEqualTo(file);
    }

    @Test
    void whoFindsItByItsNewNameGetsTheSameHandle() throws IOException {
        moveAndRestart();
        assertThat(user.walk("folder/moved")).isEqualTo(file);
        assertThat(user.text(file)).isEqualTo("text");
    }

    @Test
    void whatWasNotMovedYetStaysWhereItWas() throws IOException {
        vfs.rename(vfs.root(), Name.of("file"), folder, Name.of("moved"), Caller.ROOT);
        // As if the kernel had not come to it.
        Files.move(served.resolve("folder/moved"), served.resolve("file"));
        vfs.close();
        open(killed.idsLeft());
        assertThat(user.text(file)).isEqualTo("text");
        assertThat(user.walk("file")).isEqualTo(file);
        assertThat(user.names(folder)).isEmpty();
    }

    @Test
    void nothingIsLeftToDoAfterwards() throws IOException {
        moveAndRestart();
        assertThat(user.text(file)).isEqualTo("text");
        vfs.close();
        try (JournalIdMap settled = killed.idsLeft()) {
            assertThat(new Moves(settled).pending()).isEmpty();
        }
        open(killed.idsLeft());
    }
}
