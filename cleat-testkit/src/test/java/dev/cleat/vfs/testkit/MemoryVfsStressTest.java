package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Space;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.memory.Capacity;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.vfs.testkit.VfsUser.Listed;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that do whatever they like leave a tree that adds up. */
class MemoryVfsStressTest {
    private static final int THREADS = 4;
    private static final int STEPS = 10_000;
    private static final int BLOCKS = 300;

    private final MemoryVfs vfs =
            new MemoryVfs(new Capacity(BLOCKS * (long) Capacity.BLOCK, 500), InstantSource.system(), new Random(7));
    private final VfsUser user = new VfsUser(vfs, Caller.ROOT);
    private final Space empty = space();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void linksBlocksAndObjectsAddUp(int seed) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Void>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(seed * 100L + thread);
                Callable<Void> wild = () -> {
                    for (int step = 0; step < STEPS; step++) {
                        attempt(random);
                    }
                    return null;
                };
                running.add(executor.submit(wild));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        }
        checkWhatIsLeft();
        removeAll(vfs.root());
        assertThat(space()).isEqualTo(empty);
        assertThat(user.attributes(vfs.root()).links()).isEqualTo(2);
    }

    @Test
    void aReadSeesAWriteWholeOrNotAtAll() throws Exception {
        FileId file = user.file(vfs.root(), "file").id();
        byte[] data = new byte[60_000];
        user.write(file, 0, data);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Callable<Void> writer = () -> {
                for (int round = 0; round < 5_000; round++) {
                    Arrays.fill(data, (byte) round);
                    user.write(file, 0, data);
                }
                return null;
            };
            Future<Void> writing = executor.submit(writer);
            do {
                byte[] seen = user.read(file, 0, 60_000);
                assertThat(seen[0]).isEqualTo(seen[59_999]);
            } while (!writing.isDone());
            writing.get();
        }
    }

    private void attempt(Random random) throws IOException {
        try {
            step(random);
        } catch (VfsException e) {
            // Most steps come too late or too early; the errors themselves are the contract's business.
        }
    }

    private void step(Random random) throws IOException {
        FileId directory = directory(random);
        String name = "n" + random.nextInt(6);
        switch (random.nextInt(10)) {
            case 0 -> user.file(directory, name);
            case 1, 2 -> user.directory(directory, name);
            case 3 -> user.remove(directory, name);
            case 4 -> user.removeDirectory(directory, name);
            case 5, 6 -> user.rename(directory, name, directory(random), "n" + random.nextInt(6));
            case 7 -> user.link(user.lookup(directory, name).id(), directory(random), "n" + random.nextInt(6));
            case 8 -> {
                FileId file = user.lookup(directory, name).id();
                user.write(file, random.nextInt(50_000), new byte[random.nextInt(10_000)]);
            }
            default -> user.set(user.lookup(directory, name).id(), SetAttributes.size(random.nextInt(20_000)));
        }
    }

    private FileId directory(Random random) throws IOException {
        FileId at = vfs.root();
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            var found = user.lookup(at, "n" + random.nextInt(6));
            at = found.attributes().isDirectory() ? found.id() : at;
        }
        return at;
    }

    private void checkWhatIsLeft() throws IOException {
        Map<FileId, Integer> names = new HashMap<>();
        int directories = count(vfs.root(), names);
        long used = 0;
        for (Map.Entry<FileId, Integer> file : names.entrySet()) {
            Attributes attributes = user.attributes(file.getKey());
            assertThat(attributes.links()).isEqualTo(file.getValue());
            used += attributes.used();
        }
        Space now = space();
        assertThat(empty.freeBytes() - now.freeBytes()).isEqualTo(used);
        assertThat(empty.freeFiles() - now.freeFiles()).isEqualTo(directories + names.size());
    }

    /** Counts the directories below one, and the names of each file. */
    private int count(FileId directory, Map<FileId, Integer> names) throws IOException {
        int below = 0;
        int all = 0;
        for (Listed listed : user.list(directory, 0, Integer.MAX_VALUE)) {
            FileId id = user.lookup(directory, listed.name()).id();
            if (user.attributes(id).isDirectory()) {
                assertThat(user.lookup(id, Name.PARENT).id()).isEqualTo(directory);
                below++;
                all += 1 + count(id, names);
            } else {
                names.merge(id, 1, Integer::sum);
            }
        }
        assertThat(user.attributes(directory).links()).isEqualTo(2 + below);
        return all;
    }

    private void removeAll(FileId directory) throws IOException {
        for (Listed listed : user.list(directory, 0, Integer.MAX_VALUE)) {
            String name = listed.name().toString();
            FileId id = user.lookup(directory, name).id();
            if (user.attributes(id).isDirectory()) {
                removeAll(id);
                user.removeDirectory(directory, name);
            } else {
                user.remove(directory, name);
            }
        }
    }

    private Space space() {
        try {
            return vfs.space(vfs.root());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
