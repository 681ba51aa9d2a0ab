package dev.cleat.export.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GroupCommitTest {
    private static final FileId FILE = new FileId(1, 2);
    private static final Vfs ONE = new MemoryVfs();
    private static final Vfs OTHER = new MemoryVfs();

    private final WriteVerifier verifier = new WriteVerifier(new Random(1));
    private final GroupCommit commits = new GroupCommit(verifier, Long.MAX_VALUE / 2);

    @FunctionalInterface
    private interface Flush {
        void run(FileId file) throws IOException;
    }

    /** A back end of which only commit is ever called. */
    private static Writable committing(Flush flush) {
        return (Writable) Proxy.newProxyInstance(
                Writable.class.getClassLoader(), new Class<?>[] {Writable.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("commit");
                    flush.run((FileId) arguments[0]);
                    return null;
                });
    }

    @Test
    void whoComesDuringAFlushSharesTheNext() throws Exception {
        assertThat(tenComeDuringAFlush()).isEqualTo(2);
    }

    /** How many flushes there were. */
    private int tenComeDuringAFlush() throws Exception {
        CountDownLatch firstRuns = new CountDownLatch(1);
        CountDownLatch letFirstEnd = new CountDownLatch(1);
        AtomicInteger flushes = new AtomicInteger();
        Writable vfs = committing(file -> {
            if (flushes.incrementAndGet() == 1) {
                firstRuns.countDown();
                awaitQuietly(letFirstEnd);
            }
        });
        List<Future<?>> waiters = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            waiters.add(threads.submit(() -> commit(vfs)));
            firstRuns.await();
            for (int i = 0; i < 10; i++) {
                Thread waiter = new Thread(() -> commit(vfs));
                waiter.start();
                waiters.add(threads.submit(() -> {
                    waiter.join();
                    return null;
                }));
                while (waiter.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
            }
            letFirstEnd.countDown();
            for (Future<?> waiter : waiters) {
                waiter.get();
            }
        }
        return flushes.get();
    }

    @Test
    void aRecordingShowsEveryFlush(@TempDir Path folder) throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("dev.cleat.Flush");
            recording.start();
            tenComeDuringAFlush();
            recording.stop();
            Path file = folder.resolve("recording.jfr");
            recording.dump(file);
            assertThat(RecordingFile.readAllEvents(file))
                    .extracting(event -> event.getInt("calls"))
                    .containsExactlyInAnyOrder(1, 10);
        }
    }

    @Test
    void aFailedFlushFailsItsWaitersAndChangesTheVerifier() {
        long before = verifier.value();
        Writable vfs = committing(file -> {
            throw new VfsException(VfsError.NOSPC);
        });

        assertThatThrownBy(() -> commits.commit(ONE, vfs, FILE)).hasMessageContaining("NOSPC");
        assertThat(verifier.value()).isNotEqualTo(before);
    }

    @Test
    void aFileThatIsGoneHasLostNothing() {
        long before = verifier.value();
        Writable vfs = committing(file -> {
            throw new VfsException(VfsError.STALE);
        });

        assertThatThrownBy(() -> commits.commit(ONE, vfs, FILE)).hasMessageContaining("STALE");
        assertThat(verifier.value()).isEqualTo(before);
    }

    @Test
    void aFlushAfterAFailedOneSucceeds() throws IOException {
        AtomicInteger flushes = new AtomicInteger();
        Writable vfs = committing(file -> {
            if (flushes.incrementAndGet() == 1) {
                throw new VfsException(VfsError.IO);
            }
        });

        assertThatThrownBy(() -> commits.commit(ONE, vfs, FILE)).isInstanceOf(VfsException.class);
        commits.commit(ONE, vfs, FILE);
        assertThat(flushes).hasValue(2);
    }

    @Test
    void theSameIdentityInAnotherFileSystemIsFlushedApart() throws Exception {
        CountDownLatch firstRuns = new CountDownLatch(1);
        CountDownLatch letFirstEnd = new CountDownLatch(1);
        AtomicInteger others = new AtomicInteger();
        Writable slow = committing(file -> {
            firstRuns.countDown();
            awaitQuietly(letFirstEnd);
        });
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> first = threads.submit(() -> commit(slow));
            firstRuns.await();
            commits.commit(OTHER, committing(file -> others.incrementAndGet()), FILE);
            assertThat(others).hasValue(1);
            letFirstEnd.countDown();
            first.get();
        }
    }

    @Test
    void aBackEndThatBreaksDownMayHaveLostData() {
        long before = verifier.value();
        Writable vfs = committing(file -> {
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> commits.commit(ONE, vfs, FILE)).isInstanceOf(IllegalStateException.class);
        assertThat(verifier.value()).isNotEqualTo(before);
    }

    @Test
    void whoSaidThatHeComesIsWaitedFor() throws Exception {
        GroupCommit patient = new GroupCommit(verifier, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
        AtomicInteger flushes = new AtomicInteger();
        Writable vfs = committing(file -> flushes.incrementAndGet());
        try (ExecutorService threads = Executors.newCachedThreadPool();
                GroupCommit.Coming coming = patient.expect(ONE, vfs, FILE)) {
            Thread first = new Thread(() -> commit(patient, vfs));
            first.start();
            while (first.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            Future<?> second = threads.submit(() -> {
                coming.commit();
                return null;
            });
            second.get();
            first.join();
        }
        assertThat(flushes).hasValue(1);
    }

    @Test
    void whoDoesNotComeAfterAllIsNoLongerWaitedFor() throws Exception {
        GroupCommit patient = new GroupCommit(verifier, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
        AtomicInteger flushes = new AtomicInteger();
        Writable vfs = committing(file -> flushes.incrementAndGet());
        GroupCommit.Coming coming = patient.expect(ONE, vfs, FILE);
        Thread first = new Thread(() -> commit(patient, vfs));
        first.start();
        while (first.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        assertThat(flushes).hasValue(0);
        coming.close();
        first.join();
        assertThat(flushes).hasValue(1);
    }

    @Test
    void whoGivesUpIsMissedByNobody() throws Exception {
        GroupCommit hasty = new GroupCommit(verifier, 1_000_000);
        CountDownLatch firstRuns = new CountDownLatch(1);
        CountDownLatch letFirstEnd = new CountDownLatch(1);
        AtomicInteger flushes = new AtomicInteger();
        Writable vfs = committing(file -> {
            if (flushes.incrementAndGet() == 1) {
                firstRuns.countDown();
                awaitQuietly(letFirstEnd);
            }
        });
        Thread first = new Thread(() -> commit(hasty, vfs));
        first.start();
        firstRuns.await();
        assertThatThrownBy(() -> hasty.commit(ONE, vfs, FILE)).hasMessageContaining("JUKEBOX");
        letFirstEnd.countDown();
        first.join();
        assertThat(flushes).hasValue(1);
        hasty.commit(ONE, vfs, FILE);
        assertThat(flushes).hasValue(2);
    }

    private void commit(Writable vfs) {
        commit(commits, vfs);
    }

    private static void commit(GroupCommit commits, Writable vfs) {
        try {
            commits.commit(ONE, vfs, FILE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
