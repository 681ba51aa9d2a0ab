package dev.cleat.export.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KnownUsersTest {
    private final AtomicInteger asked = new AtomicInteger();
    private long now;
    private final KnownUsers users = new KnownUsers(
            uid -> {
                asked.incrementAndGet();
                return new Caller(uid, uid);
            },
            () -> now);

    @Test
    void anAnswerCountsForAMinute() throws Exception {
        KnownUser first = users.of(7, true);
        now += KnownUsers.LIFETIME.toNanos() - 1;
        assertThat(users.of(7, false)).isSameAs(first);

        now++;
        assertThat(users.of(7, true)).isNotSameAs(first);
        assertThat(asked).hasValue(2);
    }

    @Test
    void whatIsNotKnownIsNotWaitedForOnAThreadThatMayNot() throws Exception {
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> users.of(7, false))
                .satisfies(e -> assertThat(e.error()).isEqualTo(VfsError.WOULD_BLOCK));
        assertThat(asked).hasValue(0);
    }

    @Test
    void numbersThatSomebodyMakesUpDoNotFillTheMemory() throws Exception {
        for (int uid = 1; uid <= 3 * KnownUsers.MOST; uid++) {
            users.of(uid, true);
        }

        assertThat(users.size()).isLessThanOrEqualTo(KnownUsers.MOST);
    }

    @Test
    void manyWhoWantToKnowAskOnce() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        KnownUsers slow = new KnownUsers(
                uid -> {
                    asked.incrementAndGet();
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return new Caller(uid, uid);
                },
                () -> now);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<KnownUser> first = threads.submit(() -> slow.of(7, true));
            Future<KnownUser> second = threads.submit(() -> slow.of(7, true));
            answer.countDown();

            assertThat(second.get()).isSameAs(first.get());
            assertThat(asked).hasValue(1);
        }
    }
}
