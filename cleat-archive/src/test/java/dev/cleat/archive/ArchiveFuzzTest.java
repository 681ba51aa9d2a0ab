package dev.cleat.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** Zip and tar files that somebody made up: served as far as they make sense, or refused by an IOException. */
@Tag("instrumented")
class ArchiveFuzzTest {
    private static final int MOST = 32 * 1024;
    private static final int MOST_DEPTH = 40;
    private static final ArchiveLimits LIMITS = ArchiveLimits.DEFAULT
            .withIndexBytes(1 << 20)
            .withUnpackedBytes(1 << 20)
            .withScratchBytes(1 << 20);

    private Path folder;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createTempDirectory("archive");
    }

    @AfterEach
    void remove() throws IOException {
        empty();
        Files.delete(folder);
    }

    @FuzzTest(maxDuration = "6s")
    void anArchiveIsServedOrRefused(byte[] input) throws IOException {
        if (input.length > MOST) {
            return;
        }
        empty();
        Path file = Files.write(folder.resolve("archive"), input);
        try (ArchiveVfs vfs = ArchiveVfs.open(file, folder, LIMITS)) {
            readAll(new VfsUser(vfs, Caller.ROOT), vfs.root(), 0);
        } catch (IOException refused) {
            assertThat(refused).isNotNull();
        }
    }

    private static void readAll(VfsUser user, FileId at, int depth) throws IOException {
        if (depth > MOST_DEPTH) {
            return;
        }
        for (VfsUser.Listed each : user.list(at, 0, 100)) {
            FileId id = user.lookup(at, each.name()).id();
            switch (user.attributes(id).type()) {
                case DIRECTORY -> readAll(user, id, depth + 1);
                case REGULAR -> readOne(user, id);
                case SYMBOLIC_LINK -> user.readLink(id);
                default -> {}
            }
        }
    }

    /** Damaged contents of one leave the others readable. */
    private static void readOne(VfsUser user, FileId id) {
        try {
            user.read(id, 0, 10_000);
        } catch (IOException damaged) {
            assertThat(damaged).isNotNull();
        }
    }

    private void empty() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
