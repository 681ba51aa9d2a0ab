package dev.cleat.nio;

import dev.cleat.vfs.FileId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Channels that stay open between calls: at most {@code max} that nobody is using, or twice as many if they were written, none of them longer than two seconds, so
 * that the host can unmount or execute what it wants. What was written is made durable before its channel is closed, and
 * when that fails the next commit of anything says so.
 *
 * <p>All state is guarded by {@code this}; channels are opened and forced without holding it. A thread inside a channel must
 * not be interrupted: that would close it for all.
 */
final class OpenFiles implements AutoCloseable {
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final long SWEEP_MILLIS = 400;

    private final int max;
    private final LongSupplier nanoTime;
    private final Executor idleCloser;
    private final Map<FileId, OpenFile> files = new LinkedHashMap<>(16, 0.75f, true);
    private final ScheduledThreadPoolExecutor sweeper;
    private @Nullable ScheduledFuture<?> sweeping;
    private @Nullable IOException failure;

    /** Opens the file when it is not open in the way that is needed. */
    interface Opener {
        FileChannel open() throws IOException;
    }

    /**
     * @param idleCloser runs what closes idle files, holding whatever lock that needs
     */
    OpenFiles(int max, LongSupplier nanoTime, Executor idleCloser) {
        this.max = max;
        this.idleCloser = idleCloser;
        this.nanoTime = nanoTime;
        this.sweeper = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "cleat-nio-idle-files");
            thread.setDaemon(true);
            return thread;
        });
        sweeper.setKeepAliveTime(SWEEP_MILLIS * 4, TimeUnit.MILLISECONDS);
        sweeper.allowCoreThreadTimeOut(true);
    }

    /** The file, open at least for reading, or for both; to be given back by {@link #release}. */
    OpenFile acquire(FileId id, boolean writable, Opener opener) throws IOException {
        OpenFile open = use(id, writable);
        if (open != null) {
            return open;
        }
        return put(new OpenFile(id, opener.open(), writable));
    }

    /** Takes over a channel that was just opened, and is in use. */
    OpenFile put(OpenFile fresh) throws IOException {
        OpenFile before;
        synchronized (this) {
            fresh.users = 1;
            before = files.put(fresh.id, fresh);
            startSweeping();
        }
        if (before != null) {
            // Whoever still uses it closes it.
            retire(before);
        }
        shrink(max, Long.MIN_VALUE);
        return fresh;
    }

    private synchronized @Nullable OpenFile use(FileId id, boolean writable) {
        OpenFile open = files.get(id);
        if (open == null || !open.channel.isOpen() || (writable && !open.writable)) {
            return null;
        }
        open.users++;
        return open;
    }

    void release(OpenFile file) throws IOException {
        boolean last;
        synchronized (this) {
            file.lastUsed = nanoTime.getAsLong();
            last = --file.users == 0 && file.retired;
        }
        if (last) {
            close(file);
        }
    }

    /** The present size of a file that is being written, or null where it is not open. */
    @Nullable Long size(FileId id) throws IOException {
        OpenFile open = use(id, true);
        if (open == null) {
            return null;
        }
        try {
            return open.channel.size();
        } finally {
            release(open);
        }
    }

    /** Closes a file's channel, now or when its last user is done. */
    void close(FileId id) throws IOException {
        OpenFile open;
        synchronized (this) {
            open = files.remove(id);
        }
        if (open != null) {
            retire(open);
        }
    }

    /** Closes the channel of a file that is gone: what was written to it does not matter any more. */
    void discard(FileId id) throws IOException {
        OpenFile open;
        synchronized (this) {
            open = files.remove(id);
        }
        if (open != null) {
            open.forgetWritten();
            retire(open);
        }
    }

    /** Closes all that nobody is using. */
    void closeIdle() {
        shrink(0, Long.MAX_VALUE);
    }

    /** Makes a file durable, if it is open and was written. */
    void force(FileId id) throws IOException {
        OpenFile open = use(id, true);
        if (open != null) {
            try {
                open.force();
            } finally {
                release(open);
            }
        }
    }

    /** What went wrong since this was last asked. */
    synchronized void throwFailure() throws IOException {
        IOException past = failure;
        failure = null;
        if (past != null) {
            throw past;
        }
    }

    private void retire(OpenFile file) throws IOException {
        boolean unused;
        synchronized (this) {
            file.retired = true;
            unused = file.users == 0;
        }
        if (unused) {
            close(file);
        }
    }

    void sweep() {
        shrink(max, nanoTime.getAsLong() - IDLE_NANOS);
        synchronized (this) {
            if (files.isEmpty() && sweeping != null) {
                sweeping.cancel(false);
                sweeping = null;
            }
        }
    }

    /** Closes what nobody uses: the oldest above this number, and all that was last used before that time. */
    private void shrink(int number, long before) {
        List<OpenFile> closing = new ArrayList<>();
        synchronized (this) {
            Iterator<OpenFile> oldest = files.values().iterator();
            while (oldest.hasNext()) {
                OpenFile file = oldest.next();
                // One that was written costs a wait for the disk: it may stay for longer.
                boolean tooMany = files.size() > (file.isWritten() ? 2 * number : number);
                boolean tooOld = before == Long.MAX_VALUE || (before != Long.MIN_VALUE && file.lastUsed - before <= 0);
                if (file.users == 0 && (tooMany || tooOld)) {
                    oldest.remove();
                    file.retired = true;
                    closing.add(file);
                }
            }
        }
        for (OpenFile file : closing) {
            try {
                close(file);
            } catch (IOException e) {
                remember(e);
            }
        }
    }

    private synchronized void remember(IOException e) {
        failure = e;
    }

    private static void close(OpenFile file) throws IOException {
        try (FileChannel channel = file.channel) {
            if (channel.isOpen()) {
                file.force();
            }
        }
    }

    private void startSweeping() {
        if (sweeping == null && !sweeper.isShutdown()) {
            sweeping = sweeper.scheduleWithFixedDelay(
                    () -> idleCloser.execute(this::sweep), SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    synchronized int count() {
        return files.size();
    }

    @Override
    public void close() throws IOException {
        sweeper.shutdown();
        closeIdle();
        throwFailure();
    }
}
