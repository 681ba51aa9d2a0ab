package dev.cleat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void nothingCountedIsZero() {
        assertThat(histogram.percentile(0.5)).isZero();
    }

    @Test
    void percentilesAreWithinTwoPercent() {
        for (int i = 1; i <= 100_000; i++) {
            histogram.add(i * 1_000L);
        }
        assertThat(histogram.percentile(0.5)).isCloseTo(50_000, withinPercentage(2));
        assertThat(histogram.percentile(0.99)).isCloseTo(99_000, withinPercentage(2));
    }

    @Test
    void whatIsLongerThanAnyStepIsCounted() {
        histogram.add(Long.MAX_VALUE);
        assertThat(histogram.percentile(1)).isGreaterThan(1e9);
    }

    @Test
    void addingAnotherAddsAllOfIt() {
        Histogram other = new Histogram();
        other.add(10);
        other.add(20);
        histogram.add(30);
        histogram.add(other);
        assertThat(histogram.percentile(0.5)).isEqualTo(0.02);
    }
}
