package dev.cleat.vfs.idmap;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.idmap.IdMap.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/**
 * A journal of identities that the disk, or somebody, has altered: it is opened as far as it makes sense, or refused by an
 * IOException. The first byte says which files the rest replaces, and whether checksums are made right.
 */
@Tag("instrumented")
class JournalFuzzTest {
    private static final int MOST = 4096;
    private static final int RIGHT_CHECKSUMS = 1;
    private static final int BEHIND = 2;
    private static final int INDEX = 4;

    private Path folder;

    /** In memory where the host has such a folder: each input costs some flushes. */
    @BeforeEach
    void make() throws IOException {
        Path memory = Path.of("/dev/shm");
        folder = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "journal")
                : Files.createTempDirectory("journal");
    }

    @AfterEach
    void remove() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    @FuzzTest(maxDuration = "4s")
    void aJournalIsOpenedOrRefused(byte[] input) throws IOException {
        if (input.length == 0 || input.length > MOST) {
            return;
        }
        for (Path file : files()) {
            Files.delete(file);
        }
        try (JournalIdMap map = JournalIdMap.open(folder)) {
            FileId directory = map.identify(new Place(map.root(), Name.of("directory")));
            map.identify(new Place(directory, Name.of("file")));
        }
        damage(input);
        try (JournalIdMap map = JournalIdMap.open(folder)) {
            use(map);
        } catch (IOException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    private void damage(byte[] input) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(input, 1, input.length - 1).slice();
        if ((input[0] & RIGHT_CHECKSUMS) != 0) {
            makeRight(bytes);
        }
        for (Path file : files()) {
            if (file.toString().endsWith("index") == ((input[0] & INDEX) != 0)) {
                byte[] before = Files.readAllBytes(file);
                int kept = Math.min(before.length, (input[0] & BEHIND) != 0 ? before.length : JournalFile.HEADER);
                ByteBuffer after = ByteBuffer.allocate(kept + bytes.remaining());
                Files.write(
                        file, after.put(before, 0, kept).put(bytes.duplicate()).array());
            }
        }
    }

    /** Of all that may be records, one behind the other. */
    private static void makeRight(ByteBuffer bytes) {
        for (int at = 0; at + JournalRecord.PREFIX < bytes.limit(); ) {
            int length = JournalRecord.bytes(bytes.slice(at, JournalRecord.PREFIX));
            if (length <= JournalRecord.PREFIX || at + length > bytes.limit()) {
                return;
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes.slice(at + 4, length - 4));
            bytes.putInt(at, (int) crc.getValue());
            at += length;
        }
    }

    private static void use(JournalIdMap map) throws IOException {
        FileId known = map.find(new Place(map.root(), Name.of("directory")));
        if (known != null) {
            map.places(known);
        }
        FileId made = map.identify(new Place(map.root(), Name.of("new")));
        assertThat(map.find(new Place(map.root(), Name.of("new")))).isEqualTo(made);
        map.unlink(new Place(map.root(), Name.of("new")));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
