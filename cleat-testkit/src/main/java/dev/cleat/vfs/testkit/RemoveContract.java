package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names, removed. */
public abstract class RemoveContract extends Contract {
    @BeforeEach
    final void assumeItCanRemove() {
        assumeWritable();
    }

    @Test
    void aRemovedNameIsGone() throws IOException {
        user.file(root, "file");
        user.file(root, "other");
        user.remove(root, "file");
        assertThat(user.names(root)).containsExactly("other");
        assertFails(() -> user.lookup(root, "file"), VfsError.NOENT);
    }

    @Test
    void aRemovedObjectIsStale() throws IOException {
        FileId file = user.file(root, "file").id();
        FileId directory = user.directory(root, "directory").id();
        user.remove(root, "file");
        user.removeDirectory(root, "directory");
        assertFails(() -> attributes(file), VfsError.STALE);
        assertFails(() -> attributes(directory), VfsError.STALE);
        assertFails(() -> user.list(directory, 0, 10), VfsError.STALE);
        assertFails(() -> user.lookup(directory, "x"), VfsError.STALE);
    }

    @Test
    void aNameCanBeUsedAgain() throws IOException {
        user.file(root, "name", "old");
        user.remove(root, "name");
        FileId directory = user.directory(root, "name").id();
        assertThat(user.lookup(root, "name").id()).isEqualTo(directory);
        user.removeDirectory(root, "name");
        assertThat(user.text(user.file(root, "name").id())).isEmpty();
    }

    @Test
    void removeOfAMissingNameAnswersNoent() {
        assertFails(() -> user.remove(root, "absent"), VfsError.NOENT);
        assertFails(() -> user.removeDirectory(root, "absent"), VfsError.NOENT);
    }

    @Test
    void removeOfADirectoryAnswersIsdir() throws IOException {
        user.directory(root, "directory");
        assertFails(() -> user.remove(root, "directory"), VfsError.ISDIR);
        assertThat(user.names(root)).containsExactly("directory");
    }

    @Test
    void removeDirectoryOfAFileAnswersNotdir() throws IOException {
        user.file(root, "file");
        assertFails(() -> user.removeDirectory(root, "file"), VfsError.NOTDIR);
        assertThat(user.names(root)).containsExactly("file");
    }

    @Test
    void aDirectoryThatIsNotEmptyStays() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        user.file(directory, "inside");
        assertFails(() -> user.removeDirectory(root, "directory"), VfsError.NOTEMPTY);
        user.remove(directory, "inside");
        user.removeDirectory(root, "directory");
        assertThat(user.names(root)).isEmpty();
    }

    @Test
    void removeInAFileAnswersNotdir() throws IOException {
        FileId file = user.file(root, "file").id();
        assertFails(() -> user.remove(file, "x"), VfsError.NOTDIR);
        assertFails(() -> user.removeDirectory(file, "x"), VfsError.NOTDIR);
    }

    @Test
    void dotsCannotBeRemoved() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        for (String name : new String[] {".", ".."}) {
            VfsError[] refused = {VfsError.INVAL, VfsError.EXIST, VfsError.ISDIR, VfsError.NOTEMPTY, VfsError.PERM};
            assertFails(() -> user.remove(directory, name), refused);
            assertFails(() -> user.removeDirectory(directory, name), refused);
        }
        assertThat(user.lookup(root, "directory").id()).isEqualTo(directory);
    }

    @Test
    void removalMovesTheTimesOfTheDirectory() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        user.file(directory, "file");
        Instant longAgo = Instant.ofEpochSecond(1_000_000_000);
        user.set(directory, SetAttributes.times(null, new ClientTime(longAgo)));
        user.remove(directory, "file");
        assertThat(attributes(directory).modified()).isAfter(longAgo);
    }

    @Test
    void whatIsRemovedGivesItsSpaceBack() throws IOException {
        assumeFeature(Feature.GAPS);
        FileId file = user.file(root, "file").id();
        user.write(file, 0, Bytes.pattern(100_000));
        assertThat(attributes(file).used()).isGreaterThanOrEqualTo(100_000);
        user.set(file, SetAttributes.size(0));
        assertThat(attributes(file).used()).isLessThan(100_000);
    }
}
