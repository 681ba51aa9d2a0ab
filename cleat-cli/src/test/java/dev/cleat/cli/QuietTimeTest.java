package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietTimeTest {
    private Duration used = Duration.ZERO;
    private int collections;
    private final QuietTime time = new QuietTime(() -> used, () -> collections++);

    @Test
    void memoryIsGivenBackOnceAfterABusyTime() {
        look(3, Duration.ofSeconds(2));
        look(20, Duration.ofMillis(10));
        assertThat(collections).isEqualTo(1);
    }

    @Test
    void aBusyServerIsNeverStopped() {
        look(100, Duration.ofSeconds(1));
        assertThat(collections).isZero();
    }

    @Test
    void aPauseBetweenTwoCopiesIsNotQuietEnough() {
        look(3, Duration.ofSeconds(2));
        look(4, Duration.ZERO);
        look(3, Duration.ofSeconds(2));
        assertThat(collections).isZero();
    }

    @Test
    void eachBusyTimeIsFollowedByOneCollection() {
        for (int i = 0; i < 3; i++) {
            look(2, Duration.ofSeconds(2));
            look(10, Duration.ZERO);
        }
        assertThat(collections).isEqualTo(3);
    }

    private void look(int times, Duration each) {
        for (int i = 0; i < times; i++) {
            used = used.plus(each);
            time.look();
        }
    }
}
