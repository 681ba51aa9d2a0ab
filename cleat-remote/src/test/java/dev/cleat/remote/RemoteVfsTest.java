package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RemoteVfsTest {
    private static final int BLOCK = Blocks.BLOCK;

    @TempDir
    Path cache;

    private final FakeOrigin origin = new FakeOrigin();
    private final byte[] contents = new byte[10 * BLOCK + 12_345];
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private RemoteVfs vfs;
    private VfsUser user;

    @BeforeEach
    void fill() throws IOException {
        new Random(1).nextBytes(contents);
        origin.files.put("model", contents);
        open(RemoteOptions.of(cache));
    }

    @AfterEach
    void close() throws IOException {
        origin.gate.countDown();
        vfs.close();
    }

    private void open(RemoteOptions options) throws IOException {
        if (vfs != null) {
            vfs.close();
        }
        vfs = RemoteVfs.open(origin, new InMemoryIdMap(), options, () -> now, time -> {});
        user = new VfsUser(vfs, Caller.ROOT);
    }

    private void assertPart(FileId file, int offset, int length) throws IOException {
        assertThat(user.read(file, offset, length)).isEqualTo(Arrays.copyOfRange(contents, offset, offset + length));
    }

    private static void assertFails(ThrowingCallable call, VfsError error) {
        Throwable failure = Assertions.catchThrowable(call);
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(VfsException.errorOf((IOException) failure)).isEqualTo(error);
    }

    private long cached() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void sizesAreThereBeforeAnythingIsFetched() throws IOException {
        assertThat(user.lookup(user.root(), "model").attributes().size()).isEqualTo(contents.length);
        assertThat(user.names(user.root())).containsExactly("model");
        assertThat(origin.fetches).hasValue(0);
    }

    @Test
    void aBlockIsFetchedOnceForAllWhoWaitForIt() throws Exception {
        FileId file = user.walk("model");
        origin.gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> readers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int offset = 5 * BLOCK + i * 1000;
                Callable<Void> reader = () -> {
                    assertPart(file, offset, 50_000);
                    return null;
                };
                readers.add(threads.submit(reader));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> origin.fetches.get() > 0);
            origin.gate.countDown();
            for (Future<Void> reader : readers) {
                reader.get();
            }
        }
        int others = origin.fetches.get() - 1;
        assertThat(others).as("fetched ahead").isLessThanOrEqualTo(4);
        assertPart(file, 5 * BLOCK, BLOCK);
    }

    @Test
    void aSequentialReaderFindsBlocksThatWereFetchedAhead() throws IOException {
        FileId file = user.walk("model");
        for (int offset = 0; offset < 5 * BLOCK; offset += BLOCK / 4) {
            assertPart(file, offset, BLOCK / 4);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> origin.fetches.get() >= 8);
        for (int offset = 5 * BLOCK; offset < 10 * BLOCK; offset += BLOCK / 4) {
            assertPart(file, offset, BLOCK / 4);
        }
        assertPart(file, 10 * BLOCK, 12_345);
        assertThat(origin.fetches).as("each block once").hasValue(11);
    }

    @Test
    void aRandomReaderFetchesWhatItReads() throws IOException {
        FileId file = user.walk("model");
        for (int block : new int[] {9, 2, 6, 0, 4}) {
            assertPart(file, block * BLOCK + 17, 4096);
        }
        assertThat(origin.fetches.get()).isLessThanOrEqualTo(6);
    }

    @Test
    void whatWasFetchedIsThereAfterARestart() throws IOException {
        assertPart(user.walk("model"), 3 * BLOCK, 2 * BLOCK);
        open(RemoteOptions.of(cache));
        int before = origin.fetches.get();
        assertPart(user.walk("model"), 3 * BLOCK, 2 * BLOCK);
        assertThat(origin.fetches).hasValue(before);
    }

    @Test
    void damagedBlocksAndHalfWrittenOnesAreFetchedAgain() throws IOException {
        assertPart(user.walk("model"), 3 * BLOCK, BLOCK);
        vfs.close();
        vfs = null;
        List<Path> blocks;
        try (Stream<Path> files = Files.walk(cache)) {
            blocks = files.filter(Files::isRegularFile).toList();
        }
        for (Path block : blocks) {
            byte[] bytes = Files.readAllBytes(block);
            bytes[1234] ^= 1;
            Files.write(block, bytes);
            Files.write(block.resolveSibling("half.tmp"), bytes, StandardOpenOption.CREATE);
        }
        open(RemoteOptions.of(cache));
        assertPart(user.walk("model"), 3 * BLOCK, BLOCK);
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith("half.tmp"));
        }
    }

    @Test
    void theCacheStaysWithinItsBound() throws IOException {
        open(RemoteOptions.of(cache).withCacheBytes(3 * BLOCK));
        FileId file = user.walk("model");
        for (int block = 0; block < 10; block++) {
            assertPart(file, block * BLOCK, BLOCK);
        }
        vfs.close();
        vfs = null;
        assertThat(cached()).isLessThanOrEqualTo(3 * BLOCK);
        open(RemoteOptions.of(cache).withCacheBytes(BLOCK + 100));
        assertThat(user.names(user.root())).containsExactly("model");
        assertPart(user.walk("model"), 7, 100);
    }

    @Test
    void anotherVersionIsStaleAndThenAnotherObject() throws IOException {
        FileId file = user.walk("model");
        assertPart(file, 0, 4096);
        byte[] other = new byte[contents.length];
        origin.files.put("model", other);
        origin.versions.put("model", "second");
        assertFails(() -> user.read(file, 8 * BLOCK, 4096), VfsError.STALE);
        assertFails(() -> user.read(file, 0, 4096), VfsError.STALE);
        FileId next = user.walk("model");
        assertThat(next).isNotEqualTo(file);
        assertThat(user.read(next, 0, 4096)).isEqualTo(new byte[4096]);
    }

    @Test
    void aChangeIsSeenWhenTheListIsAskedForAgain() throws IOException {
        FileId file = user.walk("model");
        user.names(user.root());
        origin.files.put("new", new byte[3]);
        origin.versions.put("model", "second");
        Instant before = user.attributes(user.root()).modified();
        assertThat(user.names(user.root())).containsExactly("model");
        now = now.plusSeconds(61);
        assertThat(user.names(user.root())).containsExactlyInAnyOrder("model", "new");
        assertThat(user.attributes(user.root()).modified()).isAfter(before);
        assertFails(() -> user.attributes(file), VfsError.STALE);
    }

    @Test
    void aChangeIsSeenAlthoughTheClockWasPutBack() throws IOException {
        user.names(user.root());
        origin.files.put("new", new byte[3]);
        now = now.minus(Duration.ofDays(4000));
        assertThat(user.names(user.root())).containsExactlyInAnyOrder("model", "new");
    }

    @Test
    void anOutageEndsInAnErrorAlthoughTheClockWasPutBack() throws IOException {
        FileId file = user.walk("model");
        origin.failures.set(1000);
        assertFails(() -> user.read(file, 9 * BLOCK, 4096), VfsError.JUKEBOX);
        now = now.minus(Duration.ofDays(4000));
        assertFails(() -> user.read(file, 9 * BLOCK, 4096), VfsError.JUKEBOX);
        now = now.plusSeconds(300);
        assertFails(() -> user.read(file, 9 * BLOCK, 4096), VfsError.IO);
        origin.failures.set(0);
    }

    @Test
    void aFailureThatPassesIsNotSeen() throws IOException {
        FileId file = user.walk("model");
        origin.failures.set(2);
        assertPart(file, 9 * BLOCK, 4096);
    }

    @Test
    void clientsAskAgainAtFirstAndAreToldOfALongOutage() throws IOException {
        FileId file = user.walk("model");
        assertPart(file, 0, 4096);
        await().atMost(Duration.ofSeconds(30)).until(() -> origin.fetches.get() == 2);
        origin.failures.set(1000);
        assertFails(() -> user.read(file, 9 * BLOCK, 4096), VfsError.JUKEBOX);
        now = now.plusSeconds(300);
        assertFails(() -> user.read(file, 9 * BLOCK, 4096), VfsError.IO);
        assertPart(file, 0, 4096);
        origin.failures.set(0);
        assertPart(file, 9 * BLOCK, 4096);
    }

    @Test
    void aSlowFetchIsWaitedForOnceAndFoundLater() throws IOException {
        open(RemoteOptions.of(cache).withPatience(Duration.ofMillis(50)));
        FileId file = user.walk("model");
        origin.gate = new CountDownLatch(1);
        assertFails(() -> user.read(file, 9 * BLOCK, 4096), VfsError.JUKEBOX);
        assertFails(() -> user.read(file, 9 * BLOCK, 4096), VfsError.JUKEBOX);
        assertThat(origin.fetches).hasValue(1);
        origin.gate.countDown();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertPart(file, 9 * BLOCK, 4096));
        assertThat(origin.fetches).hasValue(1);
    }
}
