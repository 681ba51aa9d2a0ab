package dev.cleat.server;

import dev.cleat.export.Export;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes events to a listener on a thread of its own: those that serve must not wait for it, and must not be the ones that start
 * threads of the host's executor, which would inherit the identity of the client that is being served.
 *
 * <p>Any thread may announce. The queue is bounded: what does not fit is counted instead.
 */
final class Announcements implements ServerListener, AutoCloseable {
    private static final int QUEUED = 1024;
    private static final long LAST_WORDS_SECONDS = 1;

    private final ServerListener listener;
    private final Executor executor;
    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUED);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean ended;

    Announcements(ServerListener listener, Executor executor, ThreadFactory threads) {
        this.listener = listener;
        this.executor = executor;
        this.thread = threads.newThread(this::run);
        thread.start();
    }

    private void run() {
        try {
            while (!ended || !queue.isEmpty()) {
                Runnable event = queue.poll(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
                if (event != null) {
                    hand(event);
                }
                long missing = lost.getAndSet(0);
                if (missing > 0) {
                    hand(() -> listener.notice(missing + " events were lost: their listener is too slow"));
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void hand(Runnable event) {
        try {
            executor.execute(() -> tell(event));
        } catch (RuntimeException | Error refused) {
            report(refused);
        }
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error bug) {
            report(bug);
        }
    }

    private static void report(Throwable bug) {
        Thread here = Thread.currentThread();
        here.getUncaughtExceptionHandler().uncaughtException(here, bug);
    }

    private void announce(Runnable event) {
        if (!queue.offer(event)) {
            lost.incrementAndGet();
        }
    }

    @Override
    public void mounted(InetSocketAddress client, String path) {
        announce(() -> listener.mounted(client, path));
    }

    @Override
    public void unmounted(InetSocketAddress client, String path) {
        announce(() -> listener.unmounted(client, path));
    }

    @Override
    public void exported(Export export) {
        announce(() -> listener.exported(export));
    }

    @Override
    public void changed(Export before, Export after) {
        announce(() -> listener.changed(before, after));
    }

    @Override
    public void unexported(Export export) {
        announce(() -> listener.unexported(export));
    }

    @Override
    public void failed(String what, InetSocketAddress client, Throwable fault) {
        announce(() -> listener.failed(what, client, fault));
    }

    @Override
    public void late(String what, InetSocketAddress client, Duration patience) {
        announce(() -> listener.late(what, client, patience));
    }

    @Override
    public void notice(String line) {
        announce(() -> listener.notice(line));
    }

    /** Hands over what is left, if the listener takes it soon. */
    @Override
    public void close() {
        ended = true;
        announce(() -> {});
        try {
            thread.join(TimeUnit.SECONDS.toMillis(LAST_WORDS_SECONDS));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
