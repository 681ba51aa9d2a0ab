package dev.cleat.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        threads.add(thread);
        return thread;
    }

    @Test
    void thereIsRoomUntilTheQueueIsFull() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(2);
        try (Workers workers = new Workers(2, 3, 3, this::thread)) {
            for (int i = 0; i < 2; i++) {
                workers.execute(() -> waitFor(begun, later));
            }
            begun.await();
            for (int i = 0; i < 3; i++) {
                assertThat(workers.ready()).isTrue();
                workers.execute(() -> {});
            }
            assertThat(workers.ready()).isFalse();
            later.countDown();
        }
    }

    @Test
    void virtualThreadsAreBoundedToo() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(3);
        try (Workers workers = new Workers(1, 3, 3, this::thread)) {
            for (int i = 0; i < 3; i++) {
                assertThat(workers.ready()).isTrue();
                workers.executeVirtually(() -> waitFor(begun, later));
            }
            begun.await();
            assertThat(workers.ready()).isFalse();
            later.countDown();
        }
    }

    @Test
    void closingRunsWhatIsQueuedAndLeavesNoThread() {
        List<Integer> run = new CopyOnWriteArrayList<>();
        Workers workers = new Workers(2, 10, 1, this::thread);
        for (int i = 0; i < 10; i++) {
            int number = i;
            workers.execute(() -> run.add(number));
        }
        workers.close();
        assertThat(run).hasSize(10);
        assertThat(threads).hasSize(3).noneMatch(Thread::isAlive);
    }

    @Test
    void closedWorkersTakeNothing() {
        Workers workers = new Workers(1, 10, 1, this::thread);
        workers.close();
        assertThat(workers.execute(() -> {})).isFalse();
        assertThat(workers.executeVirtually(() -> {})).isFalse();
    }

    @Test
    void aBugInACallEndsNoThread() {
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        List<Integer> run = new CopyOnWriteArrayList<>();
        Workers workers = new Workers(1, 10, 1, task -> {
            Thread thread = thread(task);
            thread.setUncaughtExceptionHandler((who, bug) -> reported.add(bug));
            return thread;
        });
        workers.execute(() -> {
            throw new IllegalStateException("a bug");
        });
        workers.execute(() -> run.add(1));
        workers.close();
        assertThat(run).containsExactly(1);
        assertThat(reported).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void callsThatWaitLongGetAllTheThreads() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(8);
        try (Workers workers = new Workers(8, 100, 1, this::thread)) {
            for (int i = 0; i < 8; i++) {
                workers.execute(() -> waitFor(begun, later));
            }
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            later.countDown();
        }
    }

    @Test
    void callsDoNotWaitForThoseThatHangHoweverShortMostAre() throws InterruptedException {
        int hanging = 2 * Runtime.getRuntime().availableProcessors() + 2;
        CountDownLatch later = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(hanging);
        CountDownLatch shortOnes = new CountDownLatch(5000);
        CountDownLatch last = new CountDownLatch(1);
        try (Workers workers = new Workers(hanging + 1, 10_000, 1, this::thread)) {
            for (int i = 0; i < 5000; i++) {
                workers.execute(shortOnes::countDown);
            }
            shortOnes.await();
            for (int i = 0; i < hanging; i++) {
                workers.execute(() -> waitFor(begun, later));
            }
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            workers.execute(last::countDown);
            assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
            later.countDown();
        }
    }

    @Test
    void nothingLingersWhileNoCallWaits() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        try (Workers workers = new Workers(1, 100, 1, this::thread)) {
            workers.execute(() -> {});
            workers.execute(() -> {
                // The call that is queued behind this one would wait, and must not begin before this is sent.
                workers.linger(sent::countDown);
            });
            workers.execute(() -> waitFor(begun, later));
            assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
            begun.await();
            later.countDown();
        }
    }

    @Test
    void closingDoesNotWaitForEverAndInterruptsNobody() throws InterruptedException {
        CountDownLatch later = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Workers workers = new Workers(1, 10, 1, this::thread);
        workers.execute(() -> {
            begun.countDown();
            try {
                later.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        begun.await();
        assertThat(workers.close(50, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(interrupted.getCount()).isOne();
        later.countDown();
        threads.getFirst().join();
    }

    private static void waitFor(CountDownLatch begun, CountDownLatch later) {
        begun.countDown();
        try {
            later.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
