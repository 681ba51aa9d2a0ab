package dev.cleat.export.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortCookiesTest {
    private static final int NUMBERS = (1 << 30) - 16;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 1_000_000, NUMBERS - 1, Long.MAX_VALUE - 15, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void numbersAndEndsAreKept(long cookie) {
        int kept = ShortCookies.of(cookie);
        assertThat(kept).isNotNegative();
        assertThat(ShortCookies.cookie(kept)).isEqualTo(cookie);
    }

    @Test
    void hashesGoBackToTheFirstThatLooksTheSame() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long hash = random.nextLong() >>> 1;
            int kept = ShortCookies.of(hash);
            long first = ShortCookies.cookie(kept);
            assertThat(kept).isNotNegative();
            assertThat(first).isLessThanOrEqualTo(hash);
            assertThat(ShortCookies.of(first)).isEqualTo(kept);
            assertThat(ShortCookies.of(first - 1)).isNotEqualTo(kept);
        }
    }

    /** Else a walk would begin again. */
    @Test
    void noHashGoesBackToTheStart() {
        assertThat(ShortCookies.cookie(ShortCookies.of(1L << 32))).isEqualTo(NUMBERS);
    }

    @Test
    void orderIsKept() {
        assertThat(ShortCookies.of(NUMBERS - 1)).isLessThan(ShortCookies.of(1L << 33));
        assertThat(ShortCookies.of(1L << 33)).isLessThan(ShortCookies.of(1L << 62));
    }

    @ParameterizedTest
    @ValueSource(longs = {NUMBERS, 1L << 33, 1L << 62, Long.MAX_VALUE - 16})
    void hashesNeverLookLikeNumbers(long hash) {
        assertThat(ShortCookies.of(hash)).isGreaterThanOrEqualTo(1 << 30);
    }
}
