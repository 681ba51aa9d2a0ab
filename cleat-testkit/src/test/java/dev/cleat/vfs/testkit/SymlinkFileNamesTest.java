package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of links coming, going and moving, with the files behind them. */
class SymlinkFileNamesTest extends TwoSides {
    @Test
    void whatALinkHasIsTaken() throws IOException {
        host.file(root, "name.sl", "target");
        FileId file = user.file(root, "file").id();
        for (String taken : new String[] {"name", "name.sl"}) {
            VfsError error = taken.equals("name") ? VfsError.EXIST : VfsError.ACCES;
            assertFails(() -> user.file(root, taken), error);
            assertFails(() -> user.directory(root, taken), error);
            assertFails(() -> user.symbolicLink(root, taken, "x"), error);
            assertFails(() -> user.link(file, root, taken), VfsError.EXIST);
        }
        assertFails(() -> user.rename(root, "file", root, "name.sl"), VfsError.EXIST);
        assertThat(host.text(host.walk("name.sl"))).isEqualTo("target");
    }

    @Test
    void aLinkNeedsItsFilesNameToo() throws IOException {
        FileId text = host.file(root, "name.sl", "one\ntwo").id();
        user.symbolicLink(root, "other", "target");
        assertFails(() -> user.symbolicLink(root, "name", "x"), VfsError.EXIST);
        assertFails(() -> user.rename(root, "other", root, "name"), VfsError.EXIST);
        assertThat(host.text(text)).isEqualTo("one\ntwo");
        assertThat(user.names(root)).containsExactlyInAnyOrder("name.sl", "other");
    }

    @Test
    void removingTheLinkRemovesTheFile() throws IOException {
        FileId link = user.symbolicLink(root, "name", "target").id();
        assertFails(() -> user.remove(root, "name.sl"), VfsError.NOENT);
        assertFails(() -> user.removeDirectory(root, "name"), VfsError.NOTDIR);
        user.remove(root, "name");
        assertThat(host.names(root)).isEmpty();
        assertStale(link);
    }

    @Test
    void whatTheHostRemovesIsGone() throws IOException {
        FileId link = user.symbolicLink(root, "name", "target").id();
        host.remove(root, "name.sl");
        assertStale(link);
        assertFails(() -> user.lookup(root, "name"), VfsError.NOENT);
        assertThat(user.names(root)).isEmpty();
    }

    @Test
    void aRenamedLinkTakesItsFileAlong() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        FileId link = user.symbolicLink(root, "name", "target").id();
        user.rename(root, "name", directory, "moved");
        assertThat(host.names(root)).containsExactly("directory");
        assertThat(host.names(directory)).containsExactly("moved.sl");
        assertThat(user.walk("directory/moved")).isEqualTo(link);
        host.rename(directory, "moved.sl", root, "back.sl");
        assertThat(user.walk("back")).isEqualTo(link);
    }

    @Test
    void linksAndFilesReplaceEachOther() throws IOException {
        FileId link = user.symbolicLink(root, "link", "target").id();
        user.file(root, "one");
        user.rename(root, "link", root, "one");
        assertThat(host.names(root)).containsExactly("one.sl");
        assertThat(user.walk("one")).isEqualTo(link);
        FileId file = user.file(root, "file", "contents").id();
        user.rename(root, "file", root, "one");
        assertThat(host.names(root)).containsExactly("one");
        assertThat(user.walk("one")).isEqualTo(file);
        assertStale(link);
    }

    @Test
    void aLinkReplacesALink() throws IOException {
        FileId winner = user.symbolicLink(root, "winner", "new").id();
        FileId loser = user.symbolicLink(root, "loser", "old").id();
        user.rename(root, "winner", root, "loser");
        assertThat(host.names(root)).containsExactly("loser.sl");
        assertThat(user.walk("loser")).isEqualTo(winner);
        assertStale(loser);
    }

    @Test
    void linksAndDirectoriesDoNotReplaceEachOther() throws IOException {
        user.symbolicLink(root, "link", "target");
        user.directory(root, "directory");
        assertFails(() -> user.rename(root, "link", root, "directory"), VfsError.ISDIR);
        assertFails(() -> user.rename(root, "directory", root, "link"), VfsError.NOTDIR);
        assertThat(host.names(root)).containsExactlyInAnyOrder("link.sl", "directory");
    }

    @Test
    void aFileRenamedToThatKindOfNameIsALink() throws IOException {
        user.file(root, "file", "target");
        user.rename(root, "file", root, "name.sl");
        assertThat(user.names(root)).containsExactly("name");
        assertThat(user.readLink(user.walk("name"))).isEqualTo(Name.of("target"));
    }

    @Test
    void aLinkMayEndInTheSuffixItself() throws IOException {
        FileId link = user.symbolicLink(root, "name.sl", "target").id();
        assertThat(host.names(root)).containsExactly("name.sl.sl");
        assertThat(user.names(root)).containsExactly("name.sl");
        assertThat(user.walk("name.sl")).isEqualTo(link);
        user.rename(root, "name.sl", root, "name");
        assertThat(host.names(root)).containsExactly("name.sl");
        user.rename(root, "name", root, "name.sl");
        assertThat(user.names(root)).containsExactly("name.sl");
    }

    @ParameterizedTest
    @ValueSource(strings = {".sl", "..sl", "...sl", "sl", "name.SL", "name.sl.txt"})
    void otherNamesAreNoLinks(String name) throws IOException {
        FileId file = host.file(root, name, "target").id();
        assertThat(user.names(root)).containsExactly(name);
        assertThat(user.walk(name)).isEqualTo(file);
    }

    @Test
    void foldersNamedLikeALinkAreFolders() throws IOException {
        FileId folder = user.directory(root, "folder.sl").id();
        assertThat(user.names(root)).containsExactly("folder.sl");
        assertThat(user.walk("folder.sl")).isEqualTo(folder);
        assertFails(() -> user.symbolicLink(root, "folder", "x"), VfsError.EXIST);
    }

    @Test
    void aHardLinkToALinkIsALink() throws IOException {
        FileId link = user.symbolicLink(root, "name", "target").id();
        user.link(link, root, "second");
        assertThat(host.names(root)).containsExactlyInAnyOrder("name.sl", "second.sl");
        assertThat(user.walk("second")).isEqualTo(link);
        assertThat(attributes(link).links()).isEqualTo(2);
        user.file(root, "file");
        assertFails(() -> user.link(link, root, "file"), VfsError.EXIST);
    }
}
