package dev.cleat.client;

import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Asks again what a server answered with JUKEBOX, "not now" (RFC 1813 §2.6), as a new call each time, after pauses that
 * double.
 *
 * @param longest how long pauses may be in all before the answer is passed on
 * @param pause lets time pass
 */
record Patience(Duration longest, Pause pause) {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofSeconds(5);

    @FunctionalInterface
    interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    @FunctionalInterface
    interface Asking<T> {
        T ask() throws IOException;
    }

    static Patience of(Duration longest) {
        return new Patience(longest, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
    }

    <T> T ask(Asking<T> question) throws IOException {
        Duration next = FIRST;
        Duration waited = Duration.ZERO;
        while (true) {
            try {
                return question.ask();
            } catch (VfsException e) {
                if (e.error() != VfsError.JUKEBOX || waited.plus(next).compareTo(longest) > 0) {
                    throw e;
                }
            }
            take(next);
            waited = waited.plus(next);
            next = next.compareTo(MOST) < 0 ? next.multipliedBy(2) : MOST;
        }
    }

    private void take(Duration time) throws InterruptedIOException {
        try {
            pause.take(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the server was not ready");
        }
    }
}
