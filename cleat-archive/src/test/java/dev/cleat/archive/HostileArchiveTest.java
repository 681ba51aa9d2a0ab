package dev.cleat.archive;

import static dev.cleat.archive.ZipArchiveTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that were made to do harm, or that came to it. */
class HostileArchiveTest {
    private static final int DIRECTORY_ENTRY = 0x02014B50;

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "hostile", ""), bytes);
    }

    private static byte[] zip(String name, byte[] contents, int copies) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (int i = 0; i < copies; i++) {
                Samples.zip(zip, new ZipArchiveEntry(name.repeat(i + 1)), contents);
            }
        }
        return bytes.toByteArray();
    }

    private static int directoryEntry(ByteBuffer zip, int number) {
        int found = 0;
        for (int i = 0; i < zip.limit() - 4; i++) {
            if (zip.getInt(i) == DIRECTORY_ENTRY && found++ == number) {
                return i;
            }
        }
        throw new AssertionError("no entry " + number);
    }

    /** Opens it, and walks through all and reads all of it; ends well, or with an IOException. */
    private void use(byte[] bytes) throws IOException {
        try (ArchiveVfs vfs = ArchiveVfs.open(file(bytes), folder, ArchiveLimits.DEFAULT)) {
            readAll(new VfsUser(vfs, Caller.ROOT), vfs.root());
        }
    }

    private static void readAll(VfsUser user, FileId at) throws IOException {
        for (VfsUser.Listed each : user.list(at, 0, 1000)) {
            FileId id = user.lookup(at, each.name()).id();
            switch (user.attributes(id).type()) {
                case DIRECTORY -> readAll(user, id);
                case REGULAR -> user.read(id, 0, 100_000);
                case SYMBOLIC_LINK -> user.readLink(id);
                default -> {}
            }
        }
    }

    @Test
    void aCutArchiveIsRefusedWithAReason() throws IOException {
        byte[] zip = zip("file", new byte[10_000], 3);
        byte[] tar = Files.readAllBytes(Samples.tar(folder));
        byte[] tgz = Files.readAllBytes(Samples.gzippedTar(folder));
        for (byte[] whole : new byte[][] {zip, tar, tgz}) {
            byte[] cut = Arrays.copyOf(whole, whole.length / 2);
            assertThatThrownBy(() -> use(cut))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageMatching(".*(cut|too early).*");
        }
    }

    @Test
    void whatIsNoArchiveIsNotRecognized() throws IOException {
        assertThat(ArchiveVfs.recognizes(file(new byte[0]))).isFalse();
        assertThat(ArchiveVfs.recognizes(file(new byte[100]))).isFalse();
        assertThat(ArchiveVfs.recognizes(file("text, and no archive".repeat(100).getBytes(StandardCharsets.UTF_8))))
                .isFalse();
        assertThat(ArchiveVfs.recognizes(Samples.tar(folder))).isTrue();
        assertThat(ArchiveVfs.recognizes(Samples.gzippedTar(folder))).isTrue();
        assertThat(ArchiveVfs.recognizes(file(zip("file", new byte[3], 1)))).isTrue();
    }

    @Test
    void overlappingEntriesAreRefused() throws IOException {
        ByteBuffer zip = ByteBuffer.wrap(zip("file", new byte[10_000], 3)).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(directoryEntry(zip, 1) + 42, 0);
        assertThatThrownBy(() -> use(zip.array())).hasMessageContaining("overlap");
    }

    @Test
    void anEntryBehindTheEndIsRefused() throws IOException {
        ByteBuffer zip = ByteBuffer.wrap(zip("file", new byte[10_000], 1)).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(directoryEntry(zip, 0) + 20, 0x7FFF_FFFF);
        assertThatThrownBy(() -> use(zip.array())).hasMessageContaining("outside");
    }

    @Test
    void moreEntriesThanThereIsRoomForAreRefused() throws IOException {
        Path archive = file(zip("d/", new byte[0], 200));
        ArchiveLimits small = ArchiveLimits.DEFAULT.withIndexBytes(20_000);
        assertThatThrownBy(() -> ArchiveVfs.open(archive, folder, small)).hasMessageContaining("memory");
        ArchiveVfs.open(archive, folder, ArchiveLimits.DEFAULT).close();
    }

    @Test
    void aTarThatUnpacksToTooMuchIsRefused() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            out.write(Files.readAllBytes(Samples.tar(folder)));
            for (int i = 0; i < 50; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        Path archive = file(bomb.toByteArray());
        ArchiveLimits small = ArchiveLimits.DEFAULT.withUnpackedBytes(30 << 20);
        assertThatThrownBy(() -> ArchiveVfs.open(archive, folder, small)).hasMessageContaining("unpacks to more");
    }

    @Test
    void anEntryThatSaysItIsLargerThanItCanBeIsShownButNotRead() throws IOException {
        ByteBuffer zip = ByteBuffer.wrap(zip("file", new byte[10_000], 1)).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(directoryEntry(zip, 0) + 24, 0x7FFF_FFFF);
        try (ArchiveVfs vfs = ArchiveVfs.open(file(zip.array()))) {
            VfsUser user = new VfsUser(vfs, Caller.ROOT);
            FileId id = user.walk("file");
            assertThat(user.attributes(id).size()).isEqualTo(0x7FFF_FFFF);
            assertFails(() -> user.read(id, 1 << 30, 10), VfsError.IO);
        }
    }

    @Test
    void encryptedEntriesAndUnknownMethodsAreShownAndSaySo() throws IOException {
        ByteBuffer zip = ByteBuffer.wrap(zip("file", new byte[10_000], 2)).order(ByteOrder.LITTLE_ENDIAN);
        zip.putShort(directoryEntry(zip, 0) + 8, (short) 1);
        zip.putShort(directoryEntry(zip, 1) + 10, (short) 14);
        try (ArchiveVfs vfs = ArchiveVfs.open(file(zip.array()))) {
            VfsUser user = new VfsUser(vfs, Caller.ROOT);
            assertFails(() -> user.text(user.walk("file")), VfsError.ACCES);
            assertFails(() -> user.text(user.walk("filefile")), VfsError.NOTSUPP);
        }
    }

    @Test
    void aDamagedEntryIsAnErrorAndLeavesTheOthersAlone() throws IOException {
        byte[] contents = new byte[50_000];
        new Random(1).nextBytes(contents);
        byte[] zip = zip("file", contents, 2);
        zip[20_000] ^= 1;
        try (ArchiveVfs vfs = ArchiveVfs.open(file(zip))) {
            VfsUser user = new VfsUser(vfs, Caller.ROOT);
            assertFails(() -> user.read(user.walk("file"), 0, 50_000), VfsError.IO);
            assertThat(user.read(user.walk("filefile"), 0, 50_000)).isEqualTo(contents);
        }
    }

    @Test
    void damageAnywhereIsAnErrorAtMost() throws IOException {
        byte[][] samples = {
            zip("file/", new byte[300], 4),
            Arrays.copyOf(Files.readAllBytes(Samples.tar(folder)), 8192),
            Files.readAllBytes(Samples.gzippedTar(folder))
        };
        Random random = new Random(2);
        for (int i = 0; i < 450; i++) {
            byte[] damaged = samples[i % samples.length].clone();
            int near = i % 2 == 0 ? damaged.length : Math.min(damaged.length, 700);
            for (int j = 0; j <= i % 4; j++) {
                damaged[damaged.length - 1 - random.nextInt(near)] = (byte) random.nextInt();
            }
            try {
                use(damaged);
            } catch (IOException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }
}
