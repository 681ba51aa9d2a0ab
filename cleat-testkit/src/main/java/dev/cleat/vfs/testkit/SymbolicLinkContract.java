package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Symbolic links: kept, and never followed. */
public abstract class SymbolicLinkContract extends Contract {
    private static final String[] TARGETS = {
        "file", "./file", "../outside", "/etc/passwd", "..", "/", "a//b/", " ", "größe", "x".repeat(1023)
    };

    @BeforeEach
    final void assumeItHasLinks() throws IOException {
        assumeWritable();
        assumeSymbolicLinks();
    }

    @Test
    void targetsAreKeptByteForByte() throws IOException {
        assumeFeature(Feature.LINK_BYTES);
        for (String target : TARGETS) {
            Node link = user.symbolicLink(root, "link", target);
            assertThat(link.attributes().type()).isEqualTo(FileType.SYMBOLIC_LINK);
            assertThat(user.readLink(link.id())).isEqualTo(Name.of(target));
            assertThat(link.attributes().size()).isEqualTo(Name.of(target).length());
            user.remove(root, "link");
        }
    }

    @Test
    void targetsNeedNotBeText() throws IOException {
        assumeFeature(Feature.BYTE_NAMES);
        Name target = Name.of(new byte[] {(byte) 0xfe, '/', (byte) 0xff});
        Node link = user.make(root, "link", new NewObject.SymbolicLink(target, SetAttributes.NONE));
        assertThat(user.readLink(link.id())).isEqualTo(target);
    }

    @Test
    void lookupAnswersTheLinkAndNotItsTarget() throws IOException {
        FileId directory = user.directory(root, "directory").id();
        user.file(directory, "file");
        FileId link = user.symbolicLink(root, "link", "directory").id();
        assertThat(user.lookup(root, "link").id()).isEqualTo(link).isNotEqualTo(directory);
        assertThat(attributes(link).type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertFails(() -> user.lookup(link, "file"), VfsError.NOTDIR);
        assertFails(() -> user.list(link, 0, 10), VfsError.NOTDIR);
        assertFails(() -> user.file(link, "new"), VfsError.NOTDIR);
        assertFails(() -> user.remove(link, "file"), VfsError.NOTDIR);
        assertThat(user.names(directory)).containsExactly("file");
    }

    @Test
    void contentsAreNotReadOrWrittenThroughALink() throws IOException {
        FileId file = user.file(root, "file", "contents").id();
        FileId link = user.symbolicLink(root, "link", "file").id();
        assertFails(() -> user.read(link, 0, 10), VfsError.INVAL);
        assertFails(() -> user.write(link, 0, "x"), VfsError.INVAL);
        assertFails(() -> user.set(link, SetAttributes.size(0)), VfsError.INVAL);
        assertThat(user.text(file)).isEqualTo("contents");
    }

    @Test
    void attributesOfTheTargetStayWhenTheLinkIsChanged() throws IOException {
        assumeFeature(Feature.OWNERS);
        FileId file = user.file(root, "file").id();
        FileId link = user.symbolicLink(root, "link", "file").id();
        Attributes before = attributes(file);
        user.set(link, SetAttributes.owner(1000, 1000));
        assertThat(attributes(link).uid()).isEqualTo(1000);
        assertThat(attributes(file)).isEqualTo(before);
    }

    @Test
    void removingTheLinkLeavesItsTarget() throws IOException {
        user.directory(root, "directory");
        user.symbolicLink(root, "link", "directory");
        assertFails(() -> user.removeDirectory(root, "link"), VfsError.NOTDIR);
        user.remove(root, "link");
        assertThat(user.names(root)).containsExactly("directory");
    }

    @Test
    void aRemovedOrReplacedLinkIsStale() throws IOException {
        FileId removed = user.symbolicLink(root, "removed", "x").id();
        FileId replaced = user.symbolicLink(root, "replaced", "x").id();
        user.readLink(removed);
        user.readLink(replaced);
        user.remove(root, "removed");
        user.symbolicLink(root, "winner", "y");
        user.rename(root, "winner", root, "replaced");
        assertFails(() -> user.readLink(removed), VfsError.STALE);
        assertFails(() -> user.readLink(replaced), VfsError.STALE);
        assertFails(() -> attributes(removed), VfsError.STALE);
    }

    @Test
    void renamingTheLinkLeavesItsTarget() throws IOException {
        FileId file = user.file(root, "file").id();
        FileId link = user.symbolicLink(root, "link", "file").id();
        user.rename(root, "link", root, "renamed");
        assertThat(user.walk("file")).isEqualTo(file);
        assertThat(user.walk("renamed")).isEqualTo(link);
        assertThat(user.readLink(link)).isEqualTo(Name.of("file"));
    }

    @Test
    void aFileReplacesTheLinkItself() throws IOException {
        FileId target = user.file(root, "target", "old").id();
        user.symbolicLink(root, "link", "target");
        FileId winner = user.file(root, "winner", "new").id();
        user.rename(root, "winner", root, "link");
        assertThat(user.walk("link")).isEqualTo(winner);
        assertThat(user.text(target)).isEqualTo("old");
    }

    @Test
    void linksToNowhereAndInCirclesAreFine() throws IOException {
        user.symbolicLink(root, "nowhere", "absent");
        user.symbolicLink(root, "circle", "circle");
        assertThat(user.names(root)).containsExactlyInAnyOrder("nowhere", "circle");
        assertThat(user.readLink(user.walk("circle"))).isEqualTo(Name.of("circle"));
    }

    @Test
    void aLinkCanHaveSeveralNames() throws IOException {
        assumeHardLinks();
        FileId link = user.symbolicLink(root, "link", "absent").id();
        try {
            user.link(link, root, "second");
        } catch (IOException e) {
            assertFails(
                    () -> {
                        throw e;
                    },
                    VfsError.NOTSUPP,
                    VfsError.PERM,
                    VfsError.INVAL);
            return;
        }
        assertThat(user.walk("second")).isEqualTo(link);
        assertThat(user.readLink(user.walk("second"))).isEqualTo(Name.of("absent"));
    }
}
