package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Identities hold as long as their objects and are never used again. */
public abstract class IdentityContract extends Contract {
    @BeforeEach
    final void assumeItCanChange() {
        assumeWritable();
    }

    @Test
    void aSecondObjectOfTheSameNameIsAnother() throws IOException {
        Set<FileId> seen = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            assertThat(seen.add(user.file(root, "name").id())).as("after " + i).isTrue();
            user.remove(root, "name");
            assertThat(seen.add(user.directory(root, "name").id()))
                    .as("after " + i)
                    .isTrue();
            user.removeDirectory(root, "name");
        }
    }

    @Test
    void anOldIdentityStaysStaleWhenTheNameIsUsedAgain() throws IOException {
        FileId old = user.file(root, "name", "old").id();
        user.remove(root, "name");
        user.file(root, "name", "new");
        assertFails(() -> attributes(old), VfsError.STALE);
        assertFails(() -> user.read(old, 0, 10), VfsError.STALE);
    }

    @Test
    void identitiesHoldOverChangesOfAllAttributes() throws IOException {
        FileId file = user.file(root, "file").id();
        long number = attributes(file).fileId();
        user.write(file, 0, "contents");
        user.set(file, SetAttributes.size(2));
        assertThat(user.walk("file")).isEqualTo(file);
        assertThat(attributes(file).fileId()).isEqualTo(number);
    }

    @Test
    void identitiesHoldOverARestart() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        FileId file = user.file(directory, "file", "contents").id();
        FileId before = root;
        restart();
        assertThat(root).isEqualTo(before);
        assertThat(user.text(file)).isEqualTo("contents");
        assertThat(user.walk("directory/file")).isEqualTo(file);
        assertThat(user.names(directory)).containsExactly("file");
    }

    @Test
    void identitiesHoldOverRenamesAndARestart() throws IOException {
        FileId left = user.directory(root, "left").id();
        FileId right = user.directory(root, "right").id();
        FileId inner = user.directory(left, "inner").id();
        FileId file = user.file(inner, "file", "contents").id();
        user.rename(left, "inner", right, "moved");
        user.rename(inner, "file", root, "out");
        user.rename(root, "right", root, "renamed");
        restart();
        assertThat(user.walk("renamed/moved")).isEqualTo(inner);
        assertThat(user.walk("out")).isEqualTo(file);
        assertThat(user.text(file)).isEqualTo("contents");
        assertThat(user.names(inner)).isEmpty();
    }

    @Test
    void hardLinksAreOneObjectAfterARestart() throws IOException {
        assumeHardLinks();
        FileId file = user.file(root, "file").id();
        user.link(file, root, "second");
        restart();
        assertThat(user.walk("second")).isEqualTo(file);
        user.remove(root, "file");
        assertThat(attributes(file).links()).isEqualTo(1);
    }

    @Test
    void whatWasRemovedIsStaleAfterARestartToo() throws IOException {
        FileId file = user.file(root, "file").id();
        user.remove(root, "file");
        restart();
        user.file(root, "file");
        assertFails(() -> attributes(file), VfsError.STALE, VfsError.BADHANDLE);
    }

    @Test
    void aListingGoesOnBehindItsCookieAfterARestart() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        for (int i = 0; i < 50; i++) {
            user.file(directory, "file-" + i);
        }
        Set<String> names = new HashSet<>();
        long cookie = 0;
        for (VfsUser.Listed listed : user.list(directory, 0, 20)) {
            names.add(listed.name().toString());
            cookie = listed.cookie();
        }
        restart();
        for (VfsUser.Listed listed : user.list(directory, cookie, 50)) {
            assertThat(names.add(listed.name().toString())).isTrue();
        }
        assertThat(names).hasSize(50);
    }
}
