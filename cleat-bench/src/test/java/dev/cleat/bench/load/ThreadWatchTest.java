package dev.cleat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ThreadWatchTest {
    @Test
    void threadsThatWaitForEachOtherAreSeen() throws Exception {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CyclicBarrier both = new CyclicBarrier(2);
        Thread first = Thread.ofPlatform().daemon().start(() -> lock(one, other, both));
        Thread second = Thread.ofPlatform().daemon().start(() -> lock(other, one, both));
        try (ThreadWatch watch = new ThreadWatch()) {
            assertThat(watch.awaitSomething(Duration.ofSeconds(60))).isTrue();
            assertThat(watch.found()).allMatch(found -> found.startsWith("deadlocked"));
        } finally {
            first.interrupt();
            second.interrupt();
            first.join();
            second.join();
        }
    }

    private static void lock(ReentrantLock mine, ReentrantLock others, CyclicBarrier both) {
        mine.lock();
        try {
            both.await();
            others.lockInterruptibly();
            others.unlock();
        } catch (Exception e) {
            Thread.currentThread().interrupt();
        } finally {
            mine.unlock();
        }
    }

    /** In a class's initialization a virtual thread cannot leave its carrier. */
    private static final class Slow {
        static final boolean DONE = slowly();

        private static boolean slowly() {
            try {
                Thread.sleep(300);
                return true;
            } catch (InterruptedException e) {
                return false;
            }
        }
    }

    @Test
    void virtualThreadsThatHoldTheirCarriersAreSeen() throws Exception {
        try (ThreadWatch watch = new ThreadWatch()) {
            Thread.ofVirtual().start(() -> assertThat(Slow.DONE).isTrue()).join();

            assertThat(watch.awaitSomething(Duration.ofSeconds(60))).isTrue();
            assertThat(watch.found()).allMatch(found -> found.startsWith("pinned"));
        }
    }
}
