package dev.cleat.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.ServingThread;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.testkit.VfsUser;
import dev.cleat.vfs.testkit.VfsUser.Listed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large directories, whose entries are kept while they rest, and changed behind the server's back. */
class KeptListingTest {
    private static final Set<String> DATED = Set.of("ext2/ext3", "ext4", "xfs", "btrfs", "tmpfs");
    private static final String PREFIX = "a-name-long-enough-to-make-a-directory-large-";
    private static final int ENTRIES = 1500;
    private static final int PAGE = 400;

    @TempDir
    Path folder;

    private Path large;
    private LinuxVfs vfs;
    private VfsUser user;
    private FileId directory;
    private final Set<String> names = new TreeSet<>();

    /** Where the directory is to be. */
    Path place() throws Exception {
        return folder;
    }

    @BeforeEach
    void makeDirectory() throws Exception {
        HostUser.assumeRoot();
        Path place = place();
        assumeTrue(DATED.contains(Files.getFileStore(place).type()), "a file system that listings are not kept of");
        large = Files.createDirectory(place.resolve("large"));
        for (int i = 0; i < ENTRIES; i++) {
            add(PREFIX + i);
        }
        vfs = LinuxVfs.open(place, LinuxOptions.DEFAULT);
        user = new VfsUser(vfs, Caller.ROOT);
        directory = user.walk("large");
    }

    @AfterEach
    void close() throws IOException {
        if (vfs != null) {
            vfs.close();
        }
    }

    private void add(String name) throws IOException {
        Files.createFile(large.resolve(name));
        names.add(name);
    }

    /** Lists until the directory rests, which it does soon after it was changed. */
    private void keep() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            walk(0, PAGE);
            return vfs.keptListings() == 1;
        });
    }

    private List<String> walk(long from, int limit) throws IOException {
        List<String> walked = new ArrayList<>();
        List<Listed> page = user.list(directory, from, limit);
        while (!page.isEmpty()) {
            page.forEach(listed -> walked.add(listed.name().toString()));
            page = user.list(directory, page.getLast().cookie(), limit);
        }
        return walked;
    }

    @Test
    void whatIsKeptIsInTheOrderOfWhatIsRead() throws IOException {
        List<Listed> read = user.list(directory, 0, Integer.MAX_VALUE);
        keep();
        for (int i = 0; i < 3; i++) {
            assertThat(user.list(directory, 0, Integer.MAX_VALUE)).isEqualTo(read);
        }
        for (int i = 0; i < read.size(); i += 100) {
            assertThat(user.list(directory, read.get(i).cookie(), Integer.MAX_VALUE))
                    .isEqualTo(read.subList(i + 1, read.size()));
        }
        assertThat(read).hasSize(ENTRIES);
    }

    @Test
    void everyChangeIsListedAtOnce() throws IOException {
        for (int i = 0; i < 8; i++) {
            keep();
            add("one-more-" + i);
            assertAll(walk(0, PAGE));
            keep();
            Files.delete(large.resolve(PREFIX + i));
            names.remove(PREFIX + i);
            assertAll(walk(0, PAGE));
            keep();
            Files.move(large.resolve("one-more-" + i), large.resolve(PREFIX + i));
            names.remove("one-more-" + i);
            names.add(PREFIX + i);
            assertAll(walk(0, PAGE));
        }
    }

    @Test
    void aWalkThatBeganWithKeptEntriesGoesOnAfterAChange() throws IOException {
        for (int i = 0; i < 10; i++) {
            keep();
            List<Listed> first = user.list(directory, 0, PAGE);
            Files.createFile(large.resolve("new-" + i));
            List<String> walked = new ArrayList<>(
                    first.stream().map(listed -> listed.name().toString()).toList());
            walked.addAll(walk(first.getLast().cookie(), PAGE));
            assertThat(new TreeSet<>(walked)).hasSameSizeAs(walked);
            walked.removeIf(name -> name.startsWith("new-"));
            assertAll(walked);
        }
    }

    @Test
    void aWalkThatBeganWithoutThemGoesOnWithKeptEntries() throws IOException {
        for (int i = 0; i < 5; i++) {
            add("new-" + i);
            List<Listed> first = user.list(directory, 0, PAGE);
            keep();
            List<String> walked = new ArrayList<>(
                    first.stream().map(listed -> listed.name().toString()).toList());
            walked.addAll(walk(first.getLast().cookie(), PAGE));
            assertAll(walked);
        }
    }

    @Test
    void whoMayNotReadTheDirectoryIsRefused() throws IOException {
        keep();
        Files.setPosixFilePermissions(large, PosixFilePermissions.fromString("rwx--x--x"));
        keep();
        VfsUser other = user.as(new Caller(3001, 4001));
        assertThatExceptionOfType(VfsException.class).isThrownBy(() -> other.list(directory, 0, PAGE));
        assertThat(walk(0, PAGE)).hasSize(ENTRIES);
    }

    @Test
    void ofTheLargestDirectoriesTheFirstEntriesAreKept() throws IOException {
        String padding = "x".repeat(240);
        for (int i = 0; i < 31_000; i++) {
            add(padding + i);
        }
        keep();
        for (int i = 0; i < 2; i++) {
            assertAll(walk(0, 5000));
        }
    }

    /** Each thread changes names of its own in the same ticks as the others, and looks for them in a walk of its own. */
    @Test
    void changesOfManyInOneTickAreListed() throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            String own = "own-" + number;
            threads.add(new ServingThread(
                    () -> {
                        try {
                            changeAndLook(own);
                        } catch (Throwable e) {
                            failures.add(e);
                        }
                    },
                    own));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertAll(walk(0, PAGE));
    }

    /** Compares as sorted lists: of thousands of names, in any order, AssertJ would compare each with each. */
    private void assertAll(List<String> walked) {
        assertThat(walked.stream().sorted().toList()).isEqualTo(List.copyOf(names));
    }

    private void changeAndLook(String own) throws IOException {
        Path path = large.resolve(own);
        Path moved = large.resolve(own + "-moved");
        for (int i = 0; i < 15; i++) {
            Files.createFile(path);
            assertThat(walk(0, PAGE)).contains(own);
            Files.move(path, moved);
            assertThat(walk(0, PAGE)).doesNotContain(own).contains(own + "-moved");
            Files.delete(moved);
            assertThat(walk(0, PAGE)).doesNotContain(own, own + "-moved");
            if (i % 5 == 0) {
                rest();
            }
        }
    }

    /** Until somebody's walk finds the directory at rest, so that entries are kept when it changes next; or nobody's does. */
    private void rest() throws IOException {
        for (int i = 0; i < 30 && vfs.keptListings() == 0; i++) {
            walk(0, PAGE);
        }
    }
}
