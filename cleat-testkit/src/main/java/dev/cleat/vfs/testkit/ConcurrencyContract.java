package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many threads at once. */
public abstract class ConcurrencyContract extends Contract {
    private static final int THREADS = 4;
    private static final int ROUNDS = 50;

    /** Something that one of several threads does. */
    private interface Work {
        void run(int thread) throws Exception;
    }

    @BeforeEach
    final void assumeItCanChange() {
        assumeWritable();
    }

    @Test
    void ofManyWhoMakeOneNameOneSucceeds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String name = "name-" + round;
            assertThat(successes(VfsError.EXIST, thread -> {
                        if (thread % 2 == 0) {
                            user.file(root, name);
                        } else {
                            user.directory(root, name);
                        }
                    }))
                    .isEqualTo(1);
        }
        assertThat(user.names(root)).hasSize(ROUNDS);
    }

    @Test
    void ofManyWhoRemoveOneNameOneSucceeds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            user.file(root, "name");
            assertThat(successes(VfsError.NOENT, thread -> user.remove(root, "name")))
                    .isEqualTo(1);
        }
    }

    @Test
    void ofManyWhoRenameOneNameOneSucceeds() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            FileId file = user.file(root, "name").id();
            assertThat(successes(VfsError.NOENT, thread -> user.rename(root, "name", root, "to-" + thread)))
                    .isEqualTo(1);
            assertThat(user.list(root, 0, 10)).hasSize(1);
            String left = user.names(root).getFirst();
            assertThat(user.walk(left)).isEqualTo(file);
            user.remove(root, left);
        }
    }

    @Test
    void aReplacedNameIsNeverMissing() throws Exception {
        user.file(root, "target");
        AtomicBoolean done = new AtomicBoolean();
        together(2, thread -> {
            if (thread == 0) {
                for (int i = 0; i < 300; i++) {
                    user.file(root, "new");
                    user.rename(root, "new", root, "target");
                }
                done.set(true);
            } else {
                while (!done.get()) {
                    user.lookup(root, "target");
                }
            }
        });
        assertThat(user.names(root)).containsExactly("target");
    }

    @Test
    void aDirectoryThatFillsIsNotRemoved() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            FileId directory = user.directory(root, "directory").id();
            int[] succeeded = new int[2];
            together(2, thread -> {
                try {
                    if (thread == 0) {
                        user.file(directory, "file");
                    } else {
                        user.removeDirectory(root, "directory");
                    }
                    succeeded[thread] = 1;
                } catch (IOException e) {
                    VfsError error = VfsException.errorOf(e);
                    assertThat(error).isIn(VfsError.STALE, VfsError.NOENT, VfsError.NOTEMPTY);
                }
            });
            assertThat(succeeded[0] + succeeded[1]).isEqualTo(1);
            if (succeeded[0] == 1) {
                user.remove(directory, "file");
                user.removeDirectory(root, "directory");
            }
        }
    }

    @Test
    void directoriesThatMoveIntoEachOtherFormNoCircle() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            FileId top = user.directory(root, "top-" + round).id();
            FileId[] directories = {
                user.directory(top, "0").id(), user.directory(top, "1").id()
            };
            int moved = successes(
                    VfsError.NOENT,
                    VfsError.INVAL,
                    2,
                    thread -> user.rename(top, "" + thread, directories[1 - thread], "moved"));
            assertThat(moved).isEqualTo(1);
            for (FileId directory : directories) {
                FileId at = directory;
                for (int steps = 0; !at.equals(root); steps++) {
                    assertThat(steps).isLessThan(5);
                    at = user.lookup(at, Name.PARENT).id();
                }
            }
        }
    }

    @Test
    void writersOfDifferentPartsDoNotDisturbEachOther() throws Exception {
        FileId file = user.file(root, "file").id();
        int part = 5_000;
        together(THREADS, thread -> {
            byte[] data = new byte[100];
            Arrays.fill(data, (byte) (thread + 1));
            for (int i = 0; i < part / data.length; i++) {
                user.write(file, (long) thread * part + (long) i * data.length, data);
            }
        });
        byte[] whole = user.read(file, 0, THREADS * part + 1);
        assertThat(whole).hasSize(THREADS * part);
        for (int i = 0; i < whole.length; i++) {
            assertThat(whole[i]).isEqualTo((byte) (i / part + 1));
        }
    }

    @Test
    void whatAReaderCountsIsThere() throws Exception {
        FileId file = user.file(root, "file").id();
        AtomicBoolean done = new AtomicBoolean();
        together(2, thread -> {
            if (thread == 0) {
                byte[] data = new byte[997];
                Arrays.fill(data, (byte) 1);
                for (int i = 0; i < 200; i++) {
                    user.write(file, i * 997L, data);
                }
                done.set(true);
            } else {
                while (!done.get()) {
                    for (byte b : user.read(file, 0, 200 * 997)) {
                        assertThat(b).isEqualTo((byte) 1);
                    }
                }
            }
        });
    }

    private int successes(VfsError otherwise, Work work) throws Exception {
        return successes(otherwise, otherwise, THREADS, work);
    }

    private int successes(VfsError one, VfsError other, int threads, Work work) throws Exception {
        boolean[] succeeded = new boolean[threads];
        together(threads, thread -> {
            try {
                work.run(thread);
                succeeded[thread] = true;
            } catch (IOException e) {
                assertThat(VfsException.errorOf(e)).isIn(one, other);
            }
        });
        int count = 0;
        for (boolean success : succeeded) {
            count += success ? 1 : 0;
        }
        return count;
    }

    private static void together(int threads, Work work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Void>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                Callable<Void> task = () -> {
                    start.await();
                    work.run(thread);
                    return null;
                };
                futures.add(executor.submit(task));
            }
            for (Future<Void> future : futures) {
                future.get();
            }
        } catch (ExecutionException e) {
            fail("a thread failed", e.getCause());
        }
    }
}
