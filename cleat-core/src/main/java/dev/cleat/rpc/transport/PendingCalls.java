package dev.cleat.rpc.transport;

import dev.cleat.rpc.RpcException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client that wait for their answers. Lock-free: whoever fails them all sets the failure first, and whoever
 * adds a call looks for a failure afterwards, so that none is forgotten.
 */
final class PendingCalls {
    private final ConcurrentHashMap<Integer, CompletableFuture<ByteBuffer>> byXid = new ConcurrentHashMap<>();
    private volatile @Nullable IOException failure;

    CompletableFuture<ByteBuffer> add(int xid) throws IOException {
        CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
        if (byXid.putIfAbsent(xid, answer) != null) {
            throw new IllegalArgumentException("xid " + xid + " is in flight already");
        }
        IOException broken = failure;
        if (broken != null) {
            remove(xid);
            throw new IOException(broken.getMessage(), broken);
        }
        return answer;
    }

    void remove(int xid) {
        byXid.remove(xid);
    }

    /** Nobody may be waiting any more: then it is dropped. */
    void answer(ByteBuffer message) {
        if (message.remaining() >= Integer.BYTES) {
            CompletableFuture<ByteBuffer> waiting = byXid.remove(message.getInt(message.position()));
            if (waiting != null) {
                waiting.complete(message);
            }
        }
    }

    /** For all that wait, and all that come. */
    void fail(IOException why) {
        if (failure == null) {
            failure = why;
        }
        failWaiting(why);
    }

    /** For all that wait now. */
    void failWaiting(IOException why) {
        byXid.values().forEach(waiting -> waiting.completeExceptionally(why));
    }

    void close() {
        fail(new IOException("the client was closed"));
    }

    /** The answer, or null where it did not come within the time. */
    static @Nullable ByteBuffer await(CompletableFuture<ByteBuffer> answer, Duration time) throws IOException {
        try {
            return answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IOException(cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an answer");
        }
    }

    static RpcException noAnswer(Duration waited) {
        return new RpcException(new RpcException.NoAnswer(waited));
    }
}
