package dev.cleat.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.ServingThread;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept open: never the wrong object, never too many, nothing in the end. */
class DescriptorsTest {
    private static final int CAPACITY = 64;
    private static final int FILES = 500;
    private static final int THREADS = 4;
    private static final int CALLS = 4000;

    @TempDir
    Path folder;

    private LinuxVfs vfs;
    private VfsUser user;
    private final List<FileId> files = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        HostUser.assumeRoot();
        vfs = LinuxVfs.open(folder, LinuxOptions.DEFAULT.withOpenFiles(CAPACITY));
        user = new VfsUser(vfs, Caller.ROOT);
        for (int i = 0; i < FILES; i++) {
            files.add(user.file(vfs.root(), "file-" + i, "").id());
        }
    }

    @AfterEach
    void close() throws IOException {
        if (vfs != null) {
            vfs.close();
        }
    }

    /** Of the files below the folder. */
    private int openFiles() throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return (int) descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).startsWith(folder);
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    @Test
    void manyFilesAreReadAndWrittenWithFewDescriptors() throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            int first = number;
            threads.add(new ServingThread(
                    () -> {
                        try {
                            work(first);
                        } catch (Throwable e) {
                            failures.add(e);
                        }
                    },
                    "working-" + number));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        // An object is named by one descriptor and open by at most two more.
        assertThat(openFiles()).isLessThanOrEqualTo(3 * CAPACITY + 2);
        vfs.close();
        assertThat(openFiles()).isZero();
        vfs = LinuxVfs.open(folder, LinuxOptions.DEFAULT);
    }

    /** Each thread writes files of its own, and reads them again. */
    private void work(int first) throws IOException {
        Random random = new Random(first);
        String[] expected = new String[FILES];
        for (int call = 0; call < CALLS; call++) {
            int which = random.nextInt(FILES / THREADS) * THREADS + first;
            if (expected[which] == null || random.nextInt(8) == 0) {
                expected[which] = which + ":" + (1000 + random.nextInt(1000));
                user.write(files.get(which), 0, expected[which]);
            } else {
                assertThat(user.text(files.get(which))).isEqualTo(expected[which]);
            }
        }
    }
}
