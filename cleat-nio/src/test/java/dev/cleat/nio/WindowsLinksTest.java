package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.decorate.MappedNamesVfs;
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import dev.cleat.vfs.decorate.WindowsNames;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that people on a host like Windows make, where case does not count, and what a client sees of them. */
class WindowsLinksTest {
    private Path served;
    private VfsUser client;
    private FileId root;

    @BeforeEach
    void serve() throws IOException {
        served = Files.createDirectory(
                Jimfs.newFileSystem(Configuration.windows()).getPath("C:\\served"));
        client =
                new VfsUser(new SymlinkFileVfs(new MappedNamesVfs(NioVfs.of(served), new WindowsNames())), Caller.ROOT);
        root = client.root();
    }

    @AfterEach
    void close() throws Exception {
        client.vfs().close();
    }

    @Test
    void theCaseOfNameAndSuffixDoesNotCount() throws IOException {
        Files.writeString(served.resolve("Link.SL"), "target\r\n");
        assertThat(client.names(root)).containsExactly("Link");
        FileId link = client.walk("link");
        assertThat(client.walk("LINK")).isEqualTo(link);
        assertThat(client.readLink(link)).isEqualTo(Name.of("target"));
    }

    @Test
    void aChangeOfCaseKeepsTheLink() throws IOException {
        FileId link = client.symbolicLink(root, "link", "target").id();
        client.rename(root, "link", root, "LINK");
        assertThat(client.names(root)).containsExactly("LINK");
        assertThat(client.walk("LINK")).isEqualTo(link);
    }

    @Test
    void linksOfForbiddenNamesAreReadableOnTheHost() throws IOException {
        client.symbolicLink(root, "a:b", "c:d");
        assertThat(Files.readString(served.resolve("a\uF03Ab.sl"))).isEqualTo("c:d");
        assertThat(client.names(root)).containsExactly("a:b");
    }

    @Test
    void editingAFileOnTheHostMakesItALinkAndBack() throws IOException {
        Path text = Files.writeString(served.resolve("name.sl"), "two\nlines");
        FileId file = client.walk("name.sl");
        Files.writeString(text, "target");
        FileId link = client.walk("name");
        Attributes seen = client.attributes(link);
        assertThat(seen.type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertThat(seen.size()).isEqualTo(6);
        assertThat(link).isNotEqualTo(file);
        Files.writeString(text, "two\nlines");
        assertThat(client.walk("name.sl")).isEqualTo(file);
        assertThat(client.text(file)).isEqualTo("two\nlines");
    }
}
