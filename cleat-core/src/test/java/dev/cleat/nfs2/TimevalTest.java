package dev.cleat.nfs2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimevalTest {
    @Test
    void timesAreKeptToTheMicrosecond() {
        assertThat(reread("2040-01-01T00:00:00.123456789Z")).isEqualTo("2040-01-01T00:00:00.123456Z");
    }

    @Test
    void timesOutsideOf1970To2106AreMovedToTheNearest() {
        assertThat(reread("1969-12-31T23:59:59.9Z")).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(reread("2106-02-07T06:28:16Z")).isEqualTo("2106-02-07T06:28:15.999999Z");
        assertThat(Timeval.of(Instant.MAX)).isEqualTo(new Timeval(-1, 999_999));
        assertThat(Timeval.of(Instant.MIN)).isEqualTo(new Timeval(0, 0));
    }

    @Test
    void impossibleMicrosecondsAreTheNearestPossible() {
        assertThat(new Timeval(1, 2_000_000).instant()).isEqualTo("1970-01-01T00:00:01.999999Z");
        assertThat(new Timeval(1, -5).instant()).isEqualTo("1970-01-01T00:00:01Z");
    }

    private static Instant reread(String time) {
        return Timeval.of(Instant.parse(time)).instant();
    }
}
