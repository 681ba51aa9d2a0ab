package dev.cleat.linux;

import dev.cleat.vfs.Caller;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The users of this host and their groups, as many as they are: from its files, a directory service, or wherever else
 * nsswitch.conf(5) sends the C library.
 *
 * <p>For any number of threads, virtual ones too. The library is called on four threads of this object's own, which are started
 * at once and so never have a caller's rights.
 */
public final class HostUsers implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING = 4096;

    /** A directory service that needs longer is down. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), daemons());

    private HostUsers() {
        threads.prestartAllCoreThreads();
    }

    /** Whether this host's users can be asked for. */
    public static boolean isSupported() {
        return LinuxVfs.isSupported();
    }

    /**
     * @throws UnsupportedOperationException where it is not {@linkplain #isSupported supported}
     */
    public static HostUsers open() {
        if (!isSupported()) {
            throw new UnsupportedOperationException("users of this host can be asked for on Linux alone");
        }
        return new HostUsers();
    }

    /**
     * The user with primary group and all others; null where nobody has this number.
     *
     * @param uid unsigned
     * @throws IOException where that cannot be found out now
     */
    public @Nullable Caller find(int uid) throws IOException {
        try {
            Future<@Nullable Caller> found = threads.submit(() -> UserDatabase.find(uid));
            return found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (RejectedExecutionException | TimeoutException e) {
            throw new IOException("the user database does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task, "cleat-users");
            thread.setDaemon(true);
            return thread;
        };
    }
}
