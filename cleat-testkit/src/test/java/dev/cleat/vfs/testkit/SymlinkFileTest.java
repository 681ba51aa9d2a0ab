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
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import dev.cleat.vfs.testkit.VfsUser.Listed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen of files that are links, and of links that are files. */
class SymlinkFileTest extends TwoSides {
    @Test
    void aLinkIsATextFileOnTheHost() throws IOException {
        user.symbolicLink(root, "name", "../the target");
        assertThat(host.names(root)).containsExactly("name.sl");
        assertThat(host.text(host.walk("name.sl"))).isEqualTo("../the target");
        assertThat(user.names(root)).containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "target\n", "target\r\n", "\uFEFFtarget", "\uFEFFtarget\r\n"})
    void aFileMadeOnTheHostIsALinkAtOnce(String text) throws IOException {
        assertFails(() -> user.lookup(root, "name"), VfsError.NOENT);
        host.file(root, "name.sl", text);
        Node link = user.lookup(root, "name");
        assertThat(link.attributes().type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertThat(link.attributes().size()).isEqualTo(6);
        assertThat(user.readLink(link.id())).isEqualTo(Name.of("target"));
        assertThat(user.names(root)).containsExactly("name");
        assertFails(() -> user.lookup(root, "name.sl"), VfsError.NOENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "one\ntwo",
                "one\n\n",
                "one\rtwo",
                "zero\0",
                "\u001b[1m",
                "\uFEFF",
                "\uFEFF\n",
                "\u007f"
            })
    void whatIsNoPlausibleTargetStaysAFile(String text) throws IOException {
        host.file(root, "name.sl", text);
        assertFails(() -> user.lookup(root, "name"), VfsError.NOENT);
        Node file = user.lookup(root, "name.sl");
        assertThat(file.attributes().type()).isEqualTo(FileType.REGULAR);
        assertThat(user.text(file.id())).isEqualTo(text);
        assertThat(user.names(root)).containsExactly("name.sl");
        assertFails(() -> user.readLink(file.id()), VfsError.INVAL);
    }

    @Test
    void aTargetMayHave4096BytesAndNoMore() throws IOException {
        host.file(root, "long.sl", "\uFEFF" + "x".repeat(4096) + "\r\n");
        host.file(root, "longer.sl", "x".repeat(4097));
        assertThat(user.names(root)).containsExactlyInAnyOrder("long", "longer.sl");
        assertThat(user.symbolicLink(root, "made", "y".repeat(4096))
                        .attributes()
                        .size())
                .isEqualTo(4096);
        assertFails(() -> user.symbolicLink(root, "not", "y".repeat(4097)), VfsError.NAMETOOLONG);
        assertThat(host.names(root)).doesNotContain("not.sl");
    }

    @Test
    void targetsThatNoLineCanHoldAreRefused() throws IOException {
        for (String target : new String[] {"", "a\nb", "a\n", "a\0b"}) {
            assertFails(() -> user.symbolicLink(root, "name", target), VfsError.INVAL);
        }
        Name bytes = Name.of(new byte[] {(byte) 0xff, 'x'});
        NewObject link = new NewObject.SymbolicLink(bytes, SetAttributes.NONE);
        assertFails(() -> user.make(root, "name", link), VfsError.INVAL);
        assertThat(host.names(root)).isEmpty();
    }

    @Test
    void aTargetThatBeginsWithAMarkKeepsIt() throws IOException {
        FileId link = user.symbolicLink(root, "name", "\uFEFFx").id();
        assertThat(user.readLink(link)).isEqualTo(Name.of("\uFEFFx"));
    }

    @Test
    void aFileThatBecomesALinkIsAnotherObject() throws IOException {
        FileId text = host.file(root, "name.sl", "one\ntwo").id();
        Node file = user.lookup(root, "name.sl");
        host.set(text, SetAttributes.size(3));
        Node link = user.lookup(root, "name");
        assertThat(link.id()).isNotEqualTo(file.id()).isNotEqualTo(text);
        assertThat(link.attributes().fileId()).isNotEqualTo(file.attributes().fileId());
        assertStale(file.id());
        host.write(text, 3, "\ntwo");
        assertStale(link.id());
        assertThat(user.lookup(root, "name.sl")).isEqualTo(new Node(file.id(), attributes(file.id())));
    }

    @Test
    void theLastCommitOfAFileThatBecameALinkSucceeds() throws IOException {
        FileId file = user.file(root, "name.sl").id();
        user.write(file, 0, "target\n");
        user.writable().commit(file);
        assertFails(() -> attributes(file), VfsError.STALE);
        assertThat(user.readLink(user.walk("name"))).isEqualTo(Name.of("target"));
    }

    @Test
    void aChangedTargetIsSeenAtOnce() throws IOException {
        FileId link = user.symbolicLink(root, "name", "old").id();
        host.write(host.walk("name.sl"), 0, "newer");
        assertThat(user.readLink(link)).isEqualTo(Name.of("newer"));
        assertThat(attributes(link).size()).isEqualTo(5);
    }

    @Test
    void aNameThatExistsAsWellIsListedOnce() throws IOException {
        host.file(root, "name.sl", "target");
        FileId file = host.file(root, "name").id();
        assertThat(user.names(root)).containsExactlyInAnyOrder("name", "name.sl");
        assertThat(user.walk("name")).isEqualTo(file);
        assertThat(user.text(user.walk("name.sl"))).isEqualTo("target");
        host.remove(root, "name");
        assertThat(user.names(root)).containsExactly("name");
        assertThat(user.readLink(user.walk("name"))).isEqualTo(Name.of("target"));
    }

    @Test
    void listingsWithAndWithoutNodesAgree() throws IOException {
        for (int i = 0; i < 100; i++) {
            host.file(root, "link-" + i + ".sl", "target-" + i);
            host.file(root, "text-" + i + ".sl");
            host.file(root, "file-" + i);
        }
        List<Listed> walked = new ArrayList<>();
        List<Listed> page = user.list(root, 0, 7);
        while (!page.isEmpty()) {
            walked.addAll(page);
            page = user.list(root, page.getLast().cookie(), 7);
        }
        assertThat(walked).hasSize(300);
        assertThat(user.listNames(root, 0, 400))
                .extracting(Listed::name, Listed::fileId, Listed::cookie)
                .isEqualTo(user.list(root, 0, 400).stream()
                        .map(each -> org.assertj.core.groups.Tuple.tuple(each.name(), each.fileId(), each.cookie()))
                        .toList());
        for (Listed listed : walked) {
            assertThat(listed.node().id())
                    .isEqualTo(user.lookup(root, listed.name()).id());
            assertThat(listed.node().attributes().type())
                    .isEqualTo(attributes(listed.node().id()).type());
            assertThat(listed.fileId()).isEqualTo(attributes(listed.node().id()).fileId());
        }
        assertThat(user.names(root)).contains("link-7", "text-7.sl", "file-7").doesNotContain("link-7.sl");
    }

    @Test
    void linksToNothingToFoldersAndInCirclesAreKept() throws IOException {
        user.directory(root, "folder");
        host.file(root, "nowhere.sl", "absent");
        host.file(root, "here.sl", "folder");
        host.file(root, "circle.sl", "circle");
        user.symbolicLink(root, "up", "..");
        for (String name : new String[] {"nowhere", "here", "circle", "up"}) {
            FileId link = user.walk(name);
            assertThat(attributes(link).type()).isEqualTo(FileType.SYMBOLIC_LINK);
            assertFails(() -> user.lookup(link, "x"), VfsError.NOTDIR);
            assertFails(() -> user.list(link, 0, 1), VfsError.NOTDIR);
        }
        assertThat(user.readLink(user.walk("here"))).isEqualTo(Name.of("folder"));
    }

    @Test
    void attributesOfALinkAreThoseOfItsFileButForTypeModeAndSize() throws IOException {
        FileId link = user.symbolicLink(root, "name", "target").id();
        user.set(link, SetAttributes.owner(1000, 1001).withMode(0600));
        FileId file = host.walk("name.sl");
        host.set(file, SetAttributes.mode(0640));
        Attributes seen = attributes(link);
        assertThat(seen.mode()).isEqualTo(0777);
        assertThat(List.of(seen.uid(), seen.gid())).containsExactly(1000, 1001);
        assertThat(seen.modified()).isEqualTo(below.attributes(file).modified());
        user.set(link, SetAttributes.mode(0700));
        assertThat(below.attributes(file).mode()).isEqualTo(0640);
        assertFails(() -> user(5, 5).set(link, SetAttributes.mode(0700)), VfsError.PERM);
    }

    @Test
    void identitiesAreTheSameInAnotherView() throws IOException {
        FileId link = user.symbolicLink(root, "name", "target").id();
        user.file(root, "text.sl");
        VfsUser restarted = new VfsUser(new SymlinkFileVfs(below), user.caller());
        assertThat(restarted.walk("name")).isEqualTo(link);
        assertThat(restarted.walk("text.sl")).isEqualTo(user.walk("text.sl"));
        assertThat(restarted.readLink(link)).isEqualTo(Name.of("target"));
    }

    @Test
    void linksOfTheFileSystemBelowStayLinks() throws IOException {
        FileId link = host.symbolicLink(root, "native.sl", "target").id();
        VfsUser both = new VfsUser(new SymlinkFileVfs(below), user.caller());
        assertThat(both.names(root)).containsExactly("native.sl");
        assertThat(both.readLink(link)).isEqualTo(Name.of("target"));
    }

    @Test
    void namesNeedNotBeText() throws IOException {
        Name name = Name.of(new byte[] {(byte) 0xff, 'x'});
        NewObject object = new NewObject.SymbolicLink(Name.of("target"), SetAttributes.NONE);
        FileId link = user.make(root, name, object).id();
        assertThat(user.lookup(root, name).id()).isEqualTo(link);
        assertThat(user.list(root, 0, 10)).extracting(Listed::name).containsExactly(name);
    }

    @Test
    void whoMayNotWriteTheFolderCannotLinkInIt() throws IOException {
        assertFails(() -> user(5, 5).symbolicLink(root, "name", "x"), VfsError.ACCES);
        user.symbolicLink(root, "name", "target");
        assertFails(() -> user(5, 5).remove(root, "name"), VfsError.ACCES);
        assertFails(() -> user(5, 5).rename(root, "name", root, "x"), VfsError.ACCES);
        assertThat(user(5, 5).readLink(user.walk("name"))).isEqualTo(Name.of("target"));
    }
}
