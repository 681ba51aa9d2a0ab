package dev.cleat.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files with the mark of an exclusive creation: whoever looks, such as the next server after a crash, sees none without it. */
@Timeout(60)
class MarkedCreationTest {
    private static final Instant MARK = Instant.ofEpochSecond(1_234_567);

    @TempDir
    Path folder;

    private NioVfs vfs;

    @BeforeEach
    void serve() throws IOException {
        vfs = NioVfs.of(folder);
    }

    @AfterEach
    void close() throws IOException {
        vfs.close();
    }

    private void create(String name) throws IOException {
        SetAttributes marked = SetAttributes.mode(0600).withTimes(new ClientTime(MARK), new ClientTime(MARK));
        vfs.create(vfs.root(), Name.of(name), new NewObject.RegularFile(marked), Caller.ROOT);
    }

    @Test
    void noFileIsSeenWithoutItsMark() throws Exception {
        try (ExecutorService onlooker = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < 200; i++) {
                Path path = folder.resolve("file" + i);
                Future<Instant> seen = onlooker.submit(() -> firstSeen(path));
                create("file" + i);
                assertThat(seen.get()).isEqualTo(MARK);
            }
        }
    }

    private static Instant firstSeen(Path path) throws IOException {
        while (true) {
            try {
                return Files.getLastModifiedTime(path).toInstant();
            } catch (NoSuchFileException e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void theNextTryRemovesWhatAKilledServerLeft() throws IOException {
        create("file");
        Files.delete(folder.resolve("file"));
        SetAttributes marked = SetAttributes.times(new ClientTime(MARK), new ClientTime(MARK));
        Files.writeString(
                folder.resolve(Creation.unnamed(Name.of("file"), marked).toString()), "left");
        create("file");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("file"));
        }
        assertThat(folder.resolve("file")).isEmptyFile();
    }
}
