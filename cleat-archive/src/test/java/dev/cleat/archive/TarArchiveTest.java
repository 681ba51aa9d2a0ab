package dev.cleat.archive;

import static dev.cleat.archive.ZipArchiveTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Device;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarArchiveTest {
    @TempDir
    Path folder;

    private Path archive;
    private ArchiveVfs vfs;

    private interface Filling {
        void fill(TarArchiveOutputStream tar) throws IOException;
    }

    private VfsUser tar(boolean gzip, Filling filling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            filling.fill(tar);
        }
        archive = folder.resolve("made.tar");
        try (OutputStream file = Files.newOutputStream(archive);
                OutputStream out = gzip ? new GZIPOutputStream(file) : file) {
            bytes.writeTo(out);
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

    private static void add(TarArchiveOutputStream tar, String path, String contents) throws IOException {
        Samples.tar(tar, new TarArchiveEntry(path, true), contents.getBytes(StandardCharsets.UTF_8));
    }

    private static void bare(TarArchiveOutputStream tar, TarArchiveEntry entry) throws IOException {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void modesOwnersAndTimesAreThoseOfTheEntry(boolean gzip) throws IOException {
        Instant time = Instant.parse("2019-04-05T06:07:09.1234567Z");
        VfsUser user = tar(gzip, tar -> {
            tar.setAddPaxHeadersForNonAsciiNames(true);
            TarArchiveEntry entry = new TarArchiveEntry("file");
            entry.setMode(0640);
            entry.setIds(1234, 5_000_000);
            entry.setLastModifiedTime(FileTime.from(time));
            Samples.tar(tar, entry, new byte[1]);
            TarArchiveEntry folder = new TarArchiveEntry("folder/");
            folder.setMode(01750);
            bare(tar, folder);
        });
        Attributes attributes = user.attributes(user.walk("file"));
        assertThat(attributes.mode()).isEqualTo(0640);
        assertThat(attributes.uid()).isEqualTo(1234);
        assertThat(attributes.gid()).isEqualTo(5_000_000);
        assertThat(attributes.modified()).isEqualTo(time);
        assertThat(user.attributes(user.walk("folder")).mode()).isEqualTo(01750);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void linksDevicesAndPipesAreWhatTheyWere(boolean gzip) throws IOException {
        VfsUser user = tar(gzip, tar -> {
            add(tar, "folder/file", "contents");
            TarArchiveEntry hard = new TarArchiveEntry("hard", TarConstants.LF_LINK);
            hard.setLinkName("./folder/file");
            bare(tar, hard);
            TarArchiveEntry soft = new TarArchiveEntry("soft", TarConstants.LF_SYMLINK);
            soft.setLinkName("/" + "far/".repeat(60));
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            bare(tar, soft);
            TarArchiveEntry device = new TarArchiveEntry("device", TarConstants.LF_CHR);
            device.setDevMajor(5);
            device.setDevMinor(1);
            bare(tar, device);
            bare(tar, new TarArchiveEntry("pipe", TarConstants.LF_FIFO));
        });
        assertThat(user.walk("hard")).isEqualTo(user.walk("folder/file"));
        assertThat(user.attributes(user.walk("hard")).links()).isEqualTo(2);
        assertThat(user.readLink(user.walk("soft"))).isEqualTo(Name.of("/" + "far/".repeat(60)));
        assertThat(user.attributes(user.walk("device")).device()).isEqualTo(new Device(5, 1));
        assertThat(user.attributes(user.walk("pipe")).type()).isEqualTo(FileType.FIFO);
        assertFails(() -> user.text(user.walk("pipe")), VfsError.INVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
    void longPathsAreWhole(int mode) throws IOException {
        String path = "a long folder name/".repeat(30) + "größe";
        VfsUser user = tar(true, tar -> {
            tar.setLongFileMode(mode);
            tar.setAddPaxHeadersForNonAsciiNames(mode == TarArchiveOutputStream.LONGFILE_POSIX);
            add(tar, path, "far down");
            add(tar, "short", "s");
        });
        assertThat(user.text(user.walk(path))).isEqualTo("far down");
        assertThat(user.text(user.walk("short"))).isEqualTo("s");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pathsStayInsideAndTheLastOfTwoCounts(boolean gzip) throws IOException {
        VfsUser user = tar(gzip, tar -> {
            add(tar, "/etc/passwd", "absolute");
            add(tar, "../../up", "up");
            add(tar, "twice", "first");
            add(tar, "twice", "second");
        });
        assertThat(user.text(user.walk("etc/passwd"))).isEqualTo("absolute");
        assertThat(user.text(user.walk("up"))).isEqualTo("up");
        assertThat(user.text(user.walk("twice"))).isEqualTo("second");
        assertThat(user.names(user.root())).containsExactlyInAnyOrder("etc", "up", "twice");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void identitiesHoldOverARestartAndEndWithTheArchive(boolean gzip) throws IOException {
        VfsUser user = tar(gzip, tar -> add(tar, "folder/file", "before"));
        FileId file = user.walk("folder/file");
        FileId above = user.walk("folder");
        VfsUser again = open();
        assertThat(again.text(file)).isEqualTo("before");
        Path copy = Files.copy(archive, folder.resolve("copy"));
        try (OutputStream out = Files.newOutputStream(copy);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            add(tar, "folder/file", "after!");
        }
        Files.setLastModifiedTime(copy, FileTime.from(Instant.now().plusSeconds(3)));
        Files.move(copy, archive, StandardCopyOption.REPLACE_EXISTING);
        assertFails(() -> again.text(file), VfsError.STALE);
        assertThat(again.walk("folder")).isEqualTo(above);
        assertThat(again.text(again.walk("folder/file"))).isEqualTo("after!");
    }
}
