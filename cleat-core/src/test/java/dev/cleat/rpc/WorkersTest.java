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
        assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
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
