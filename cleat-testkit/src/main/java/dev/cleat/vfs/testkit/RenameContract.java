package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names, changed: RFC 1813 §3.3.14 with the rules of POSIX. */
public abstract class RenameContract extends Contract {
    private FileId left;
    private FileId right;

    @BeforeEach
    final void makeTwoDirectories() throws IOException {
        assumeWritable();
        left = user.directory(root, "left").id();
        right = user.directory(root, "right").id();
    }

    @Test
    void aFileGetsAnotherNameAndStaysItself() throws IOException {
        FileId file = user.file(left, "old", "contents").id();
        user.rename(left, "old", left, "new");
        assertThat(user.names(left)).containsExactly("new");
        assertThat(user.lookup(left, "new").id()).isEqualTo(file);
        assertThat(user.text(file)).isEqualTo("contents");
    }

    @Test
    void aFileMovesToAnotherDirectoryAndStaysItself() throws IOException {
        FileId file = user.file(left, "file", "contents").id();
        user.rename(left, "file", right, "moved");
        assertThat(user.names(left)).isEmpty();
        assertThat(user.names(right)).containsExactly("moved");
        assertThat(user.lookup(right, "moved").id()).isEqualTo(file);
        assertThat(user.text(file)).isEqualTo("contents");
    }

    @Test
    void aDirectoryMovesWithAllThatIsInIt() throws IOException {
        FileId moved = user.directory(left, "moved").id();
        FileId inner = user.directory(moved, "inner").id();
        FileId leaf = user.file(inner, "leaf", "at the bottom").id();
        user.rename(left, "moved", right, "here");
        assertThat(user.walk("right/here/inner/leaf")).isEqualTo(leaf);
        assertThat(user.lookup(moved, Name.PARENT).id()).isEqualTo(right);
        assertThat(user.lookup(inner, Name.PARENT).id()).isEqualTo(moved);
        assertThat(user.text(leaf)).isEqualTo("at the bottom");
    }

    @Test
    void aMovedDirectoryTakesItsLinkAlong() throws IOException {
        assumeTrue(attributes(left).links() == 2, "it does not count the links of directories");
        user.directory(left, "moved");
        assertThat(attributes(left).links()).isEqualTo(3);
        user.rename(left, "moved", right, "moved");
        assertThat(attributes(left).links()).isEqualTo(2);
        assertThat(attributes(right).links()).isEqualTo(3);
        user.directory(left, "other");
        user.rename(left, "other", right, "moved");
        assertThat(attributes(left).links()).isEqualTo(2);
        assertThat(attributes(right).links()).isEqualTo(3);
    }

    @Test
    void aFileReplacesAFile() throws IOException {
        FileId winner = user.file(left, "winner", "new").id();
        FileId loser = user.file(right, "loser", "old").id();
        user.rename(left, "winner", right, "loser");
        assertThat(user.lookup(right, "loser").id()).isEqualTo(winner);
        assertThat(user.names(left)).isEmpty();
        assertFails(() -> attributes(loser), VfsError.STALE);
    }

    @Test
    void aDirectoryReplacesAnEmptyDirectory() throws IOException {
        FileId winner = user.directory(left, "winner").id();
        user.file(winner, "inside");
        FileId loser = user.directory(right, "loser").id();
        user.rename(left, "winner", right, "loser");
        assertThat(user.walk("right/loser")).isEqualTo(winner);
        assertThat(user.names(winner)).containsExactly("inside");
        assertFails(() -> attributes(loser), VfsError.STALE);
    }

    @Test
    void aDirectoryDoesNotReplaceOneThatIsNotEmpty() throws IOException {
        user.directory(left, "winner");
        user.file(user.directory(right, "loser").id(), "inside");
        assertFails(() -> user.rename(left, "winner", right, "loser"), VfsError.NOTEMPTY, VfsError.EXIST);
        assertThat(user.names(left)).containsExactly("winner");
    }

    @Test
    void neitherKindReplacesTheOther() throws IOException {
        user.file(left, "file");
        user.directory(right, "directory");
        assertFails(() -> user.rename(left, "file", right, "directory"), VfsError.ISDIR, VfsError.EXIST);
        assertFails(() -> user.rename(right, "directory", left, "file"), VfsError.NOTDIR, VfsError.EXIST);
        assertThat(user.names(left)).containsExactly("file");
        assertThat(user.names(right)).containsExactly("directory");
    }

    @Test
    void aDirectoryCannotGoIntoItselfOrBelow() throws IOException {
        FileId inner = user.directory(left, "inner").id();
        assertFails(() -> user.rename(root, "left", left, "x"), VfsError.INVAL);
        assertFails(() -> user.rename(root, "left", inner, "x"), VfsError.INVAL);
        assertFails(() -> user.rename(root, "left", left, "inner"), VfsError.INVAL);
        assertThat(user.names(root)).containsExactlyInAnyOrder("left", "right");
        assertThat(user.lookup(inner, Name.PARENT).id()).isEqualTo(left);
    }

    @Test
    void nothingReplacesADirectoryAboveIt() throws IOException {
        FileId inner = user.directory(left, "inner").id();
        user.directory(inner, "leaf");
        assertFails(() -> user.rename(inner, "leaf", root, "left"), VfsError.NOTEMPTY, VfsError.EXIST, VfsError.INVAL);
        assertThat(user.names(inner)).containsExactly("leaf");
    }

    @Test
    void renamingToTheSameNameDoesNothing() throws IOException {
        FileId file = user.file(left, "file", "contents").id();
        user.rename(left, "file", left, "file");
        user.rename(root, "left", root, "left");
        assertThat(user.walk("left/file")).isEqualTo(file);
        assertThat(user.text(file)).isEqualTo("contents");
    }

    @Test
    void twoNamesOfOneObjectBothStay() throws IOException {
        assumeHardLinks();
        FileId file = user.file(left, "one").id();
        user.link(file, right, "two");
        user.rename(left, "one", right, "two");
        assertThat(user.names(left)).containsExactly("one");
        assertThat(user.names(right)).containsExactly("two");
        assertThat(attributes(file).links()).isEqualTo(2);
    }

    @Test
    void aChangeOfCaseAloneWorks() throws IOException {
        FileId file = user.file(left, "name", "contents").id();
        user.rename(left, "name", left, "NAME");
        assertThat(user.names(left)).containsExactly("NAME");
        assertThat(user.lookup(left, "NAME").id()).isEqualTo(file);
        assertThat(user.text(file)).isEqualTo("contents");
    }

    @Test
    void renameOfAMissingNameAnswersNoent() throws IOException {
        user.file(right, "target");
        assertFails(() -> user.rename(left, "absent", right, "x"), VfsError.NOENT);
        assertFails(() -> user.rename(left, "absent", right, "target"), VfsError.NOENT);
        assertThat(user.names(right)).containsExactly("target");
    }

    @Test
    void renameFromOrToAFileAnswersNotdir() throws IOException {
        FileId file = user.file(left, "file").id();
        assertFails(() -> user.rename(file, "x", right, "y"), VfsError.NOTDIR);
        assertFails(() -> user.rename(left, "file", file, "y"), VfsError.NOTDIR);
    }

    @Test
    void renameIntoARemovedDirectoryAnswersStale() throws IOException {
        user.file(left, "file");
        user.removeDirectory(root, "right");
        assertFails(() -> user.rename(left, "file", right, "file"), VfsError.STALE);
        assertThat(user.names(left)).containsExactly("file");
    }

    @Test
    void dotsCannotBeRenamed() throws IOException {
        user.file(left, "file");
        for (String name : new String[] {".", ".."}) {
            VfsError[] refused = {
                VfsError.INVAL, VfsError.EXIST, VfsError.ISDIR, VfsError.NOTEMPTY, VfsError.PERM, VfsError.NOTDIR
            };
            assertFails(() -> user.rename(left, name, right, "x"), refused);
            assertFails(() -> user.rename(left, "file", right, name), refused);
        }
        assertThat(user.names(left)).containsExactly("file");
    }

    @Test
    void renameToATooLongNameIsRefused() throws IOException {
        int longest = vfs().limits(root).maxNameLength();
        assumeTrue(longest <= 4096, "it has no limit worth trying");
        user.file(left, "file");
        assertFails(() -> user.rename(left, "file", right, "n".repeat(longest + 1)), VfsError.NAMETOOLONG);
        assertThat(user.names(left)).containsExactly("file");
    }
}
