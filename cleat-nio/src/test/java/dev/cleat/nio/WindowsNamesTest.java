package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsNamesTest {
    private Path served;
    private NioVfs vfs;
    private VfsUser user;

    @BeforeEach
    void serve() throws IOException {
        Path work = Jimfs.newFileSystem(Configuration.windows()).getPath("C:\\work");
        served = Files.createDirectory(work.resolve("Served"));
        vfs = NioVfs.of(served);
        user = new VfsUser(vfs, Caller.ROOT);
    }

    @AfterEach
    void close() throws IOException {
        vfs.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "con",
                "NUL",
                "com¹",
                "aux.txt",
                "COM1",
                "lpt9.x",
                "a:stream",
                "dot.",
                "blank ",
                "a\\b",
                "..\\up",
                "C:",
                "C:\\work",
                "\\\\?\\C:",
                "a*b",
                "a?b",
                "a<b",
                "a|b",
                "\"a\""
            })
    void whatWindowsForbidsIsNeitherMadeNorFound(String name) {
        assertThat(errorOf(() -> user.file(vfs.root(), name))).isEqualTo(VfsError.INVAL);
        assertThat(errorOf(() -> user.directory(vfs.root(), name))).isEqualTo(VfsError.INVAL);
        assertThat(errorOf(() -> user.lookup(vfs.root(), name))).isEqualTo(VfsError.NOENT);
        assertThat(errorOf(() -> user.remove(vfs.root(), name))).isEqualTo(VfsError.NOENT);
    }

    @Test
    void anotherCaseFindsTheSameObjectByItsOnlyName() throws IOException {
        FileId file = user.file(vfs.root(), "File").id();
        assertThat(user.walk("FILE")).isEqualTo(file);
        assertThat(user.walk("file")).isEqualTo(file);
        assertThat(user.names(vfs.root())).containsExactly("File");
        assertThat(user.attributes(file).links()).isEqualTo(1);
    }

    @Test
    void aChangeOfCaseKeepsTheIdentity() throws IOException {
        FileId file = user.file(vfs.root(), "name", "kept").id();
        user.rename(vfs.root(), "name", vfs.root(), "NAME");
        assertThat(user.names(vfs.root())).containsExactly("NAME");
        assertThat(user.walk("name")).isEqualTo(file);
        assertThat(user.text(file)).isEqualTo("kept");
    }

    @Test
    void aFolderIsNotMovedIntoItselfByAnotherCase() throws IOException {
        FileId folder = user.directory(vfs.root(), "Folder").id();
        FileId below = user.directory(folder, "below").id();
        assertThat(errorOf(() -> user.rename(vfs.root(), "FOLDER", below, "x"))).isEqualTo(VfsError.INVAL);
        assertThat(user.walk("folder/BELOW")).isEqualTo(below);
    }

    private static VfsError errorOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return VfsException.errorOf((IOException) catchThrowable(call));
    }
}
