package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether something is a link or a file is part of its identity, whatever makes the one of the other. */
class SymlinkFileIdentityTest extends TwoSides {
    @Test
    void aFileThatTheClientRenamesToALinkIsAnotherObject() throws IOException {
        FileId file = user.file(root, "file", "target").id();
        user.rename(root, "file", root, "name.sl");
        assertStale(file);
        FileId link = user.walk("name");
        assertThat(user.readLink(link)).isEqualTo(Name.of("target"));
        assertThat(attributes(link).fileId())
                .isNotEqualTo(below.attributes(file).fileId());
    }

    @Test
    void aFileThatTheHostRenamesToALinkIsAnotherObject() throws IOException {
        FileId file = user.file(root, "name", "target").id();
        host.rename(root, "name", root, "name.sl");
        FileId link = user.walk("name");
        assertThat(attributes(link).type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertStale(file);
    }

    @Test
    void aLinkThatTheHostRenamesToAFileIsAnotherObject() throws IOException {
        FileId link = user.symbolicLink(root, "name", "target").id();
        host.rename(root, "name.sl", root, "name");
        assertThat(attributes(link).type()).isEqualTo(FileType.SYMBOLIC_LINK);
        FileId file = user.walk("name");
        assertThat(user.text(file)).isEqualTo("target");
        assertStale(link);
    }

    @Test
    void aTextThatTheHostRenamesToAFileIsAnotherObject() throws IOException {
        FileId text = user.file(root, "name.sl", "one\ntwo").id();
        host.rename(root, "name.sl", root, "name");
        FileId file = user.walk("name");
        assertThat(user.text(file)).isEqualTo("one\ntwo");
        assertStale(text);
    }

    @Test
    void aLinkWhoseNameTheHostGivesAwayIsAnotherObject() throws IOException {
        FileId link = user.symbolicLink(root, "name", "target").id();
        host.file(root, "name");
        FileId file = user.walk("name.sl");
        assertThat(user.text(file)).isEqualTo("target");
        assertStale(link);
        host.remove(root, "name");
        assertThat(user.walk("name")).isEqualTo(link);
        assertStale(file);
    }

    @Test
    void aLinkThatTheHostMovesIsStillTheSame() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        FileId link = user.symbolicLink(root, "name", "target").id();
        assertThat(user.walk("name")).isEqualTo(link);
        host.rename(root, "name.sl", directory, "moved.sl");
        assertThat(user.readLink(link)).isEqualTo(Name.of("target"));
        assertThat(user.walk("directory/moved")).isEqualTo(link);
        host.rename(directory, "moved.sl", root, "back.sl");
        host.removeDirectory(root, "directory");
        assertThat(user.readLink(link)).isEqualTo(Name.of("target"));
    }

    @Test
    void aFileWithANameOfEitherKindIsBoth() throws IOException {
        FileId file = user.file(root, "file", "target").id();
        host.link(file, root, "name.sl");
        FileId link = user.walk("name");
        assertThat(attributes(link).type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertThat(user.text(file)).isEqualTo("target");
        assertThat(user.walk("file")).isEqualTo(file);
        assertThat(user.readLink(link)).isEqualTo(Name.of("target"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFolderWithALinkAndAnotherOfItsNameCanBeEmptied(boolean reversed) throws IOException {
        FileId folder = user.directory(root, "folder").id();
        host.file(folder, "one", "a file");
        host.file(folder, "one.sl", "target");
        host.directory(folder, "two");
        host.file(folder, "two.sl", "target");
        List<String> names = new ArrayList<>(user.names(folder));
        assertThat(names).containsExactlyInAnyOrder("one", "one.sl", "two", "two.sl");
        if (reversed) {
            Collections.reverse(names);
        }
        for (String name : names) {
            if (attributes(user.lookup(folder, name).id()).isDirectory()) {
                user.removeDirectory(folder, name);
            } else {
                user.remove(folder, name);
            }
        }
        user.removeDirectory(root, "folder");
        assertThat(host.names(root)).isEmpty();
    }

    @Test
    void aLinksFileThatWasShownOnceIsTheLinkUnderBothNames() throws IOException {
        host.file(root, "name.sl", "target");
        host.file(root, "name");
        user.names(root);
        user.remove(root, "name");
        assertThat(user.names(root)).containsExactly("name");
        assertThat(user.walk("name.sl")).isEqualTo(user.walk("name"));
        FileId file = user.file(root, "file", "contents").id();
        assertFails(() -> user.rename(root, "file", root, "name.sl"), VfsError.EXIST);
        user.remove(root, "name.sl");
        assertFails(() -> user.lookup(root, "name.sl"), VfsError.NOENT);
        host.file(root, "name.sl", "target");
        assertFails(() -> user.lookup(root, "name.sl"), VfsError.NOENT);
        assertThat(user.text(file)).isEqualTo("contents");
    }
}
