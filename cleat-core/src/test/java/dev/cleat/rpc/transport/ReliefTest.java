package dev.cleat.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReliefTest {
    private static final int ROUNDS = 20_000;
    /** Every so many rounds a call waits until the other thread reads. */
    private static final int SLOW = 1000;

    private final AtomicBoolean reading = new AtomicBoolean();
    private final Relief relief = new Relief(Thread::new, this::read);
    /** Plain, as what reading needs is. */
    private int rounds;

    private volatile int begun;
    private volatile boolean relieved;
    private volatile boolean overlapped;

    private boolean read() {
        while (true) {
            overlapped |= !reading.compareAndSet(false, true);
            int round = ++rounds;
            boolean last = round > ROUNDS;
            begun = round;
            reading.set(false);
            if (last) {
                return true;
            }
            while (!relief.isReady()) {
                Thread.onSpinWait();
            }
            if (!relief.carryOut(() -> carryOut(round))) {
                return false;
            }
        }
    }

    private void carryOut(int round) {
        if (round % SLOW == 0) {
            relieved = true;
            while (begun <= round) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void oneOfTwoThreadsReads() throws InterruptedException {
        relief.start();
        assertThat(relief.join(System.nanoTime() + TimeUnit.SECONDS.toNanos(50)))
                .isTrue();
        assertThat(overlapped).isFalse();
        assertThat(rounds).isEqualTo(ROUNDS + 1);
        assertThat(relieved).isTrue();
    }
}
