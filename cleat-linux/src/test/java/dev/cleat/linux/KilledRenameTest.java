package dev.cleat.linux;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A server without handles of the kernel's that is killed in the middle of a rename: what was moved keeps its handle. */
class KilledRenameTest {
    @TempDir
    Path served;

    @TempDir
    Path state;

    private Path journal;
    private Path left;
    private LinuxVfs vfs;
    private VfsUser user;
    private FileId folder;
    private FileId file;

    @BeforeEach
    void serve() throws IOException {
        journal = Files.createDirectory(state.resolve("journal"));
        left = state.resolve("left");
        open(beforeMoves(JournalIdMap.open(journal)));
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
            for (Path each : files) {
                Files.copy(each, left.resolve(each.getFileName()));
            }
        }
    }

    private void moveAndRestart() throws IOException {
        vfs.rename(vfs.root(), Name.of("file"), folder, Name.of("moved"), Caller.ROOT);
        vfs.close();
        open(JournalIdMap.open(left));
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
        open(JournalIdMap.open(left));
        assertThat(user.text(file)).isEqualTo("text");
        assertThat(user.walk("file")).isEqualTo(file);
        assertThat(user.names(folder)).isEmpty();
    }

    @Test
    void nothingIsLeftToDoAfterwards() throws IOException {
        moveAndRestart();
        assertThat(user.text(file)).isEqualTo("text");
        vfs.close();
        try (JournalIdMap settled = JournalIdMap.open(left)) {
            assertThat(new Moves(settled).pending()).isEmpty();
        }
        open(JournalIdMap.open(left));
    }
}
