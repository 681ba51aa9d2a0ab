package dev.cleat.vfs.testkit;

import static dev.cleat.vfs.testkit.Contract.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.memory.Capacity;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.vfs.testkit.VfsUser.Listed;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the contract does not ask of every back end: how much is held, and what the clock and the salt do. */
class MemoryVfsBoundsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_600_000_000, 123_456_789);
    private static final int BLOCKS = 100;

    private final MemoryVfs vfs = memory(1);
    private final VfsUser user = new VfsUser(vfs, Caller.ROOT);
    private final FileId root = vfs.root();

    private static MemoryVfs memory(long seed) {
        return new MemoryVfs(new Capacity(BLOCKS * (long) Capacity.BLOCK, 1_000), () -> NOW, new Random(seed));
    }

    @Test
    void aWriteThatDoesNotFitAnswersNospcAndChangesNothing() throws IOException {
        FileId file = user.file(root, "file", "kept").id();
        assertFails(() -> user.write(file, 0, new byte[BLOCKS * Capacity.BLOCK + 1]), VfsError.NOSPC);
        assertThat(user.text(file)).isEqualTo("kept");
        user.write(file, 0, new byte[BLOCKS * Capacity.BLOCK]);
        assertThat(vfs.space(root).freeBytes()).isZero();
    }

    @Test
    void spaceFollowsEveryBlock() throws IOException {
        Space before = vfs.space(root);
        FileId file = user.file(root, "file").id();
        user.write(file, Capacity.BLOCK - 1, "two blocks");
        assertThat(vfs.space(root).freeBytes()).isEqualTo(before.freeBytes() - 2 * Capacity.BLOCK);
        assertThat(vfs.space(root).freeFiles()).isEqualTo(before.freeFiles() - 1);
        user.set(file, SetAttributes.size(Capacity.BLOCK));
        assertThat(vfs.space(root).freeBytes()).isEqualTo(before.freeBytes() - Capacity.BLOCK);
        user.remove(root, "file");
        assertThat(vfs.space(root)).isEqualTo(before);
    }

    @Test
    void objectsAreCountedToo() throws IOException {
        int made = 0;
        while (vfs.space(root).freeFiles() > 0) {
            user.file(root, "file-" + made++);
        }
        assertThat(made).isEqualTo(999);
        assertFails(() -> user.directory(root, "one more"), VfsError.NOSPC);
        user.remove(root, "file-0");
        user.directory(root, "one more");
    }

    @Test
    void aRefusedCreateCountsNothing() throws IOException {
        Space before = vfs.space(root);
        user.set(root, SetAttributes.mode(0777));
        NewObject foreign = new NewObject.RegularFile(SetAttributes.owner(1, 1));
        assertFails(() -> user.as(new Caller(1000, 1000)).make(root, "file", foreign), VfsError.PERM);
        assertThat(vfs.space(root)).isEqualTo(before);
    }

    @Test
    void theFarthestByteTakesOneBlock() throws IOException {
        FileId file = user.file(root, "file").id();
        user.write(file, Long.MAX_VALUE - 1, "x");
        Attributes attributes = user.attributes(file);
        assertThat(attributes.size()).isEqualTo(Long.MAX_VALUE);
        assertThat(attributes.used()).isEqualTo(Capacity.BLOCK);
        assertThat(user.read(file, Long.MAX_VALUE - 2, 10)).isEqualTo(new byte[] {0, 'x'});
        assertThat(user.read(file, 1L << 40, 5)).isEqualTo(new byte[5]);
        user.set(file, SetAttributes.size(0));
        assertThat(user.attributes(file).used()).isZero();
    }

    @Test
    void timesAreTheClocks() throws IOException {
        Attributes made = user.file(root, "file", "x").attributes();
        assertThat(List.of(made.accessed(), made.modified(), made.changed())).containsOnly(NOW);
    }

    @Test
    void identitiesOfAnotherInstanceAreStale() throws IOException {
        VfsUser other = new VfsUser(memory(2), Caller.ROOT);
        FileId foreign = other.file(other.root(), "file").id();
        assertFails(() -> user.attributes(foreign), VfsError.STALE);
        assertFails(() -> user.attributes(other.root()), VfsError.STALE);
    }

    @Test
    void whatNeverWasIsABadHandle() {
        assertFails(() -> user.attributes(new FileId(root.high(), 1 << 20)), VfsError.BADHANDLE);
        assertFails(() -> user.attributes(new FileId(1, 1)), VfsError.BADHANDLE);
    }

    @Test
    void whoMayNotSearchADirectoryLearnsNamesOnly() throws IOException {
        FileId directory = user.directory(root, "directory", 0744).id();
        user.file(directory, "file");
        Listed listed = user.as(new Caller(1000, 1000)).list(directory, 0, 10).getFirst();
        assertThat(listed.node()).isNull();
        assertThat(user.list(directory, 0, 10).getFirst().node()).isNotNull();
    }

    @Test
    void nothingWaits() {
        assertThat(vfs.blocking()).isEqualTo(Blocking.NEVER);
        assertThat(vfs.immediate()).isSameAs(vfs);
    }

    @Test
    void writersOfARemovedFileLeaveNoBlocksBehind() throws Exception {
        Space before = vfs.space(root);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < 200; round++) {
                FileId file = user.file(root, "file").id();
                Future<?> writing = executor.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        try {
                            user.write(file, (long) i * Capacity.BLOCK, "x");
                        } catch (IOException e) {
                            assertFails(
                                    () -> {
                                        throw e;
                                    },
                                    VfsError.STALE);
                        }
                    }
                });
                user.remove(root, "file");
                writing.get();
            }
        }
        assertThat(vfs.space(root)).isEqualTo(before);
    }

    @Test
    void aLargeDirectoryIsWalkedInSmallPages() throws IOException {
        int count = 200_000;
        MemoryVfs large = new MemoryVfs();
        VfsUser visitor = new VfsUser(large, Caller.ROOT);
        for (int i = 0; i < count; i++) {
            visitor.file(large.root(), "entry-" + i);
        }
        Set<Long> seen = new HashSet<>();
        List<Listed> page = new ArrayList<>();
        long cookie = 0;
        do {
            page = visitor.list(large.root(), cookie, 50);
            for (Listed listed : page) {
                assertThat(seen.add(listed.fileId())).isTrue();
                cookie = listed.cookie();
            }
        } while (!page.isEmpty());
        assertThat(seen).hasSize(count);
    }
}
