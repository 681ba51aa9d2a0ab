package dev.cleat.remote;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asks an origin again, after longer and longer pauses, and says what a client should be told when that does not help: to
 * ask again, at first; after a while, that it fails.
 *
 * <p>{@code failingSince} is guarded by {@code this}.
 */
final class Attempts {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final RemoteOptions options;
    private final InstantSource clock;
    private final Pause pause;
    private @Nullable Instant failingSince;

    /** Waits; tests do not. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    interface Question<T extends @Nullable Object> {
        T ask() throws IOException;
    }

    Attempts(RemoteOptions options, InstantSource clock, Pause pause) {
        this.options = options;
        this.clock = clock;
        this.pause = pause;
    }

    <T extends @Nullable Object> T of(Question<T> question) throws IOException {
        Duration next = FIRST_PAUSE;
        for (int left = options.attempts() - 1; ; left--) {
            try {
                T answer = question.ask();
                answered();
                return answer;
            } catch (UnavailableException e) {
                if (left <= 0) {
                    throw failed(e);
                }
            }
            sleep(next);
            next = next.multipliedBy(4);
        }
    }

    private void sleep(Duration time) throws VfsException {
        try {
            // All who wait for one origin must not come back at one moment.
            pause.of(time.plusMillis(ThreadLocalRandom.current().nextLong(time.toMillis() + 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VfsException(VfsError.JUKEBOX, "ending");
        }
    }

    private synchronized void answered() {
        failingSince = null;
    }

    private synchronized VfsException failed(UnavailableException last) {
        Instant now = clock.instant();
        Instant since = failingSince;
        if (since == null || since.isAfter(now)) {
            // Or since before the clock was put back.
            since = now;
            failingSince = now;
        }
        boolean isOutage = since.plus(options.outage()).isBefore(now);
        return new VfsException(isOutage ? VfsError.IO : VfsError.JUKEBOX, String.valueOf(last.getMessage()));
    }
}
