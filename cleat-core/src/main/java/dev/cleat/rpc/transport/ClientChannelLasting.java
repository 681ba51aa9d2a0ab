package dev.cleat.rpc.transport;

import dev.cleat.rpc.ClientChannel;
import dev.cleat.rpc.RpcException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Calls over one channel after another: where one breaks, the next is opened and the call sent again with the xid that it
 * had, so that a server which had carried it out answers from its replay cache (RFC 5531 §9). Attempts come at intervals
 * that double, until there is an answer or the time is over.
 *
 * <p>A server that has never answered is not waited for: its refusal is the caller's to see at once.
 *
 * <p>{@link #opening} guards {@link #current} and is held while a channel is opened, not while calls wait for answers.
 */
public final class ClientChannelLasting implements ClientChannel {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Opener opener;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable ClientChannel current;
    private volatile boolean answered;
    private volatile boolean closed;

    /** Opens a channel to where the server is now. */
    @FunctionalInterface
    public interface Opener {
        ClientChannel open() throws IOException;
    }

    /** Opens the first channel. */
    public ClientChannelLasting(Opener opener) throws IOException {
        this.opener = opener;
        this.current = opener.open();
    }

    @Override
    public ByteBuffer call(ByteBuffer message, Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            ClientChannel channel = null;
            try {
                channel = channel();
                ByteBuffer answer = channel.call(message.duplicate(), left(end, timeout));
                answered = true;
                return answer;
            } catch (RpcException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                forget(channel);
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (closed || !answered || left.compareTo(pause) <= 0) {
                    throw e;
                }
                rest(pause);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }

    private static Duration left(long end, Duration timeout) throws RpcException {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
            throw PendingCalls.noAnswer(timeout);
        }
        return left;
    }

    private ClientChannel channel() throws IOException {
        opening.lock();
        try {
            if (closed) {
                throw new IOException("the client was closed");
            }
            if (current == null) {
                current = opener.open();
            }
            return current;
        } finally {
            opening.unlock();
        }
    }

    private void forget(@Nullable ClientChannel broken) {
        if (broken == null) {
            return;
        }
        opening.lock();
        try {
            if (broken.equals(current)) {
                current = null;
            }
        } finally {
            opening.unlock();
        }
        broken.close();
    }

    private static void rest(Duration pause) throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server to come back");
        }
    }

    @Override
    public void close() {
        closed = true;
        opening.lock();
        try {
            if (current != null) {
                current.close();
                current = null;
            }
        } finally {
            opening.unlock();
        }
    }
}
