package dev.cleat.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ExitCode;

/**
 * SIGTERM or SIGINT, as a request that is given the time it takes. The JVM would end with the signal's status; a server that
 * was told to end and did so has succeeded, hence the halt. The hook waits for {@link #done} and never for a thread: any that
 * calls {@code System.exit} meanwhile waits for the hook.
 */
final class EndRequest implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int status = ExitCode.SOFTWARE;

    EndRequest() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::hold, "end"));
    }

    /** Waits until somebody asks. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Waits until somebody asks, but no longer than that; answers whether somebody did. */
    boolean await(Duration time) throws InterruptedException {
        return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Says that all is closed as it should be. */
    void done() {
        status = ExitCode.OK;
    }

    /** Lets the program end: well after {@link #done}, else with a failure. */
    @Override
    public void close() {
        done.countDown();
    }

    private void hold() {
        boolean signalled = done.getCount() > 0;
        asked.countDown();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (signalled) {
            Runtime.getRuntime().halt(status);
        }
    }
}
