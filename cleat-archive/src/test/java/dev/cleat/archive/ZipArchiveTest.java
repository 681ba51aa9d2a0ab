package dev.cleat.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.UnrecognizedExtraField;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipShort;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {
    @TempDir
    Path folder;

    private Path archive;
    private ArchiveVfs vfs;

    private interface Filling {
        void fill(ZipArchiveOutputStream zip) throws IOException;
    }

    private VfsUser zip(Filling filling) throws IOException {
        archive = Files.createTempFile(folder, "made", ".zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
            zip.setEncoding("UTF-8");
            filling.fill(zip);
        }
        return open();
    }

    private VfsUser open() throws IOException {
        if (vfs != null) {
            vfs.close();
        }
        vfs = ArchiveVfs.open(archive, folder, ArchiveLimits.DEFAULT);
        return new VfsUser(vfs, Caller.ROOT);
    }

    @AfterEach
    void close() throws IOException {
        if (vfs != null) {
            vfs.close();
        }
    }

    private static void add(ZipArchiveOutputStream zip, String path, String contents) throws IOException {
        add(zip, path, contents, entry -> {});
    }

    private static void add(
            ZipArchiveOutputStream zip, String path, String contents, Consumer<ZipArchiveEntry> attributes)
            throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(path);
        attributes.accept(entry);
        Samples.zip(zip, entry, contents.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void modesOwnersAndTimesAreThoseOfTheEntry() throws IOException {
        Instant time = Instant.parse("2019-04-05T06:07:09Z");
        VfsUser user = zip(zip -> add(zip, "file", "x", entry -> {
            entry.setUnixMode(0100640);
            entry.setLastModifiedTime(FileTime.from(time));
            UnrecognizedExtraField owner = new UnrecognizedExtraField();
            owner.setHeaderId(new ZipShort(0x7875));
            owner.setLocalFileDataData(new byte[] {1, 2, (byte) 0xD2, 4, 4, 0x70, 0x11, 1, 0});
            entry.addExtraField(owner);
        }));
        Attributes attributes = user.attributes(user.walk("file"));
        assertThat(attributes.mode()).isEqualTo(0640);
        assertThat(attributes.uid()).isEqualTo(1234);
        assertThat(attributes.gid()).isEqualTo(70_000);
        assertThat(attributes.modified()).isEqualTo(time);
        VfsUser stranger = user.as(new Caller(5, 5));
        assertFails(() -> stranger.text(user.walk("file")), VfsError.ACCES);
        assertThat(user.as(new Caller(5, 70_000)).text(user.walk("file"))).isEqualTo("x");
    }

    @Test
    void symbolicLinksAreLinks() throws IOException {
        VfsUser user = zip(zip -> add(zip, "link", "../somewhere/else", entry -> entry.setUnixMode(0120777)));
        FileId link = user.walk("link");
        assertThat(user.attributes(link).type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertThat(user.readLink(link)).isEqualTo(Name.of("../somewhere/else"));
        assertThat(user.attributes(link).size()).isEqualTo(17);
    }

    @Test
    void ofEntriesWithOnePathTheLastCounts() throws IOException {
        VfsUser user = zip(zip -> {
            add(zip, "file", "first");
            add(zip, "other", "between");
            add(zip, "file", "second");
        });
        assertThat(user.text(user.walk("file"))).isEqualTo("second");
        assertThat(user.names(user.root())).containsExactlyInAnyOrder("file", "other");
    }

    @Test
    void pathsThatLeadOutStayInside() throws IOException {
        VfsUser user = zip(zip -> {
            add(zip, "/absolute", "1");
            add(zip, "../../above", "2");
            add(zip, "a/./b/../../../up", "3");
            add(zip, "deep//er/x", "4");
        });
        assertThat(user.names(user.root())).containsExactlyInAnyOrder("absolute", "above", "up", "deep");
        assertThat(user.text(user.walk("deep/er/x"))).isEqualTo("4");
    }

    @Test
    void aFolderWinsOverAFileOfItsName() throws IOException {
        VfsUser user = zip(zip -> {
            add(zip, "a", "file");
            add(zip, "a/b", "below");
        });
        assertThat(user.text(user.walk("a/b"))).isEqualTo("below");
        assertThat(user.names(user.root())).containsExactly("a");
    }

    @Test
    void namesThatNobodyCanAskForAreLeftOut() throws IOException {
        VfsUser user = zip(zip -> {
            add(zip, "n".repeat(256), "too long");
            add(zip, "zero\0byte", "not a name");
            add(zip, "d/".repeat(600) + "deep", "too deep");
            add(zip, "fine", "fine");
        });
        assertThat(user.names(user.root())).containsExactly("fine");
    }

    @Test
    void namesOfOldProgramsOnWindowsBecomeUtf8() throws IOException {
        VfsUser user = zip(zip -> {
            zip.setEncoding("IBM437");
            zip.setUseLanguageEncodingFlag(false);
            add(zip, "größe/ñandú", "x");
        });
        assertThat(user.text(user.walk("größe/ñandú"))).isEqualTo("x");
    }

    @Test
    void otherNamesOfUnixStayTheBytesThatTheyAre() throws IOException {
        VfsUser user = zip(zip -> {
            zip.setEncoding("ISO-8859-1");
            zip.setUseLanguageEncodingFlag(false);
            add(zip, "größe", "x", entry -> entry.setUnixMode(0100644));
        });
        Name name = Name.of("größe".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(user.lookup(user.root(), name).attributes().size()).isEqualTo(1);
    }

    @Test
    void zip64AndDataDescriptorsAreUnderstood() throws IOException {
        VfsUser user = zip(zip -> {
            zip.setUseZip64(Zip64Mode.Always);
            add(zip, "large", "large enough");
        });
        assertThat(user.text(user.walk("large"))).isEqualTo("large enough");
        archive = Files.createTempFile(folder, "stream", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("streamed"));
            zip.write("its size comes behind".getBytes(StandardCharsets.UTF_8));
        }
        user = open();
        assertThat(user.text(user.walk("streamed"))).isEqualTo("its size comes behind");
    }

    @Test
    void anArchiveBehindAProgramIsFound() throws IOException {
        zip(zip -> add(zip, "file", "contents"));
        byte[] bytes = Files.readAllBytes(archive);
        try (OutputStream out = Files.newOutputStream(archive)) {
            out.write("#!/bin/sh\nexit 1\n".repeat(100).getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
        }
        VfsUser user = open();
        assertThat(user.text(user.walk("file"))).isEqualTo("contents");
    }

    @Test
    void identitiesHoldOverARestart() throws IOException {
        VfsUser user = zip(zip -> {
            add(zip, "folder/file", "contents");
            add(zip, "empty", "");
        });
        FileId file = user.walk("folder/file");
        FileId made = user.walk("folder");
        FileId empty = user.walk("empty");
        user = open();
        assertThat(user.text(file)).isEqualTo("contents");
        assertThat(user.walk("folder")).isEqualTo(made);
        assertThat(user.walk("empty")).isEqualTo(empty);
    }

    @Test
    void whatIsReplacedIsStaleAndWhatIsTheSameStays() throws IOException {
        VfsUser user = zip(zip -> {
            add(zip, "same", "the same");
            add(zip, "other", "before");
            add(zip, "gone", "gone");
        });
        FileId root = user.root();
        FileId same = user.walk("same");
        FileId other = user.walk("other");
        FileId gone = user.walk("gone");
        Path next = folder.resolve("next.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(next)) {
            add(zip, "new", "new");
            add(zip, "other", "after!");
            add(zip, "same", "the same");
        }
        Files.move(next, archive, StandardCopyOption.REPLACE_EXISTING);
        assertThat(user.text(same)).isEqualTo("the same");
        assertFails(() -> user.text(other), VfsError.STALE);
        assertFails(() -> user.text(gone), VfsError.STALE);
        assertThat(user.root()).isEqualTo(root);
        assertThat(user.text(user.walk("other"))).isEqualTo("after!");
        assertThat(user.names(root)).containsExactlyInAnyOrder("new", "other", "same");
    }

    @Test
    void anArchiveThatIsWrittenOverNeverGivesBytesOfBoth() throws IOException {
        VfsUser user = zip(zip -> add(zip, "file", "A".repeat(100_000)));
        FileId file = user.walk("file");
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        assertFails(() -> user.text(file), VfsError.JUKEBOX);
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now().minusSeconds(60)));
        assertFails(() -> user.text(file), VfsError.IO);
        Files.delete(archive);
        assertFails(() -> user.attributes(user.root()), VfsError.IO);
        Files.write(archive, whole);
        assertThat(user.text(file)).startsWith("AAAA");
    }

    static void assertFails(ThrowingCallable call, VfsError error) {
        Throwable failure = Assertions.catchThrowable(call);
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(VfsException.errorOf((IOException) failure)).isEqualTo(error);
    }
}
