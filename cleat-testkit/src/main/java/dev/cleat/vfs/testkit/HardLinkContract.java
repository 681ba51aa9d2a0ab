package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several names of one object. */
public abstract class HardLinkContract extends Contract {
    private FileId file;

    @BeforeEach
    final void makeFile() throws IOException {
        assumeWritable();
        assumeHardLinks();
        file = user.file(root, "file", "contents").id();
    }

    @Test
    void allNamesStandForOneIdentity() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        user.link(file, directory, "second");
        user.link(file, root, "third");
        Node second = user.lookup(directory, "second");
        assertThat(second.id()).isEqualTo(file);
        assertThat(second.attributes().links()).isEqualTo(3);
        assertThat(user.lookup(root, "third")).isEqualTo(user.lookup(root, "file"));
    }

    @Test
    void whatIsWrittenByOneNameIsReadByAll() throws IOException {
        user.link(file, root, "second");
        user.write(user.walk("second"), 0, "CON");
        assertThat(user.text(user.walk("file"))).isEqualTo("CONtents");
    }

    @Test
    void listingShowsEveryNameWithTheSameNumber() throws IOException {
        user.link(file, root, "second");
        assertThat(user.list(root, 0, 10))
                .extracting(VfsUser.Listed::fileId)
                .containsExactly(attributes(file).fileId(), attributes(file).fileId());
    }

    @Test
    void theObjectLastsAsLongAsItsLastName() throws IOException {
        user.link(file, root, "second");
        user.remove(root, "file");
        assertThat(attributes(file).links()).isEqualTo(1);
        assertThat(user.text(file)).isEqualTo("contents");
        assertThat(user.lookup(root, "second").id()).isEqualTo(file);
        user.remove(root, "second");
        assertFails(() -> attributes(file), VfsError.STALE);
    }

    @Test
    void replacingOneNameLeavesTheOthers() throws IOException {
        user.link(file, root, "second");
        user.file(root, "new");
        user.rename(root, "new", root, "second");
        assertThat(attributes(file).links()).isEqualTo(1);
        assertThat(user.text(user.walk("file"))).isEqualTo("contents");
    }

    @Test
    void renamingTheFirstNameKeepsTheIdentityOfTheOthers() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        user.link(file, root, "second");
        user.rename(root, "file", directory, "moved");
        user.remove(directory, "moved");
        assertThat(user.walk("second")).isEqualTo(file);
        assertThat(user.text(file)).isEqualTo("contents");
    }

    @Test
    void aTakenNameAnswersExist() throws IOException {
        user.directory(root, "directory");
        assertFails(() -> user.link(file, root, "directory"), VfsError.EXIST);
        assertFails(() -> user.link(file, root, "file"), VfsError.EXIST);
        assertThat(attributes(file).links()).isEqualTo(1);
    }

    @Test
    void aDirectoryHasOneName() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        assertFails(() -> user.link(directory, root, "second"), VfsError.ISDIR, VfsError.PERM);
    }

    @Test
    void linkInAFileAnswersNotdir() {
        assertFails(() -> user.link(file, file, "x"), VfsError.NOTDIR);
    }

    @Test
    void neitherSideMayBeGone() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        user.removeDirectory(root, "directory");
        assertFails(() -> user.link(file, directory, "x"), VfsError.STALE);
        user.remove(root, "file");
        assertFails(() -> user.link(file, root, "x"), VfsError.STALE);
    }

    @Test
    void dotsCannotBeLinked() {
        assertFails(() -> user.link(file, root, "."), VfsError.EXIST, VfsError.INVAL);
        assertFails(() -> user.link(file, root, ".."), VfsError.EXIST, VfsError.INVAL);
    }
}
