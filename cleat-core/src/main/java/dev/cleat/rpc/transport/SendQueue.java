package dev.cleat.rpc.transport;

import dev.cleat.xdr.XdrWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Answers on their way into a socket. Whoever has one writes it, if nobody else is writing; else it waits here and the one
 * who writes takes it along, so that answers that become ready together leave together.
 *
 * <p>Locking: the monitor guards all fields and is a leaf, held for a few instructions; nobody writes to the socket under
 * it. Who set {@link #writing} owns the socket's sending side and the segments of the writers taken until it is cleared.
 */
final class SendQueue {
    private static final int MAX_SEGMENTS = 256;
    private static final int MAX_LINGERING = 16;
    private static final int LINGERING_BYTES = 64 * 1024;
    private static final long LINGER_NANOS = 200_000;

    private final GatheringByteChannel channel;
    private final ArrayDeque<XdrWriter> queue = new ArrayDeque<>(2);
    private boolean writing;
    private boolean full;
    private boolean closed;
    /** How many answers were kept back since the last write, and since when. */
    private int lingering;

    private long lingersSince;
    private volatile int queued;
    /** Of at least one byte; counted by the one who writes. */
    private volatile long writes;

    SendQueue(GatheringByteChannel channel) {
        this.channel = channel;
    }

    /** How many bytes wait, about. */
    int queued() {
        return queued;
    }

    /** How often the socket took something. */
    long writes() {
        return writes;
    }

    /** What a call of this queue came to. */
    enum State {
        /** It was kept back. */
        LINGERS,
        /** Nothing waits, or somebody else is writing it. */
        DONE,
        /** The socket takes no more for now: {@link #resume} is to be called when it does. */
        FULL,
        /** The connection is broken. */
        BROKEN
    }

    /** Sends an answer, which is released when it was sent. */
    State send(XdrWriter answer) {
        synchronized (this) {
            if (closed) {
                answer.release();
                return State.DONE;
            }
            queue.add(answer);
            queued += answer.size();
            if (writing || full) {
                return State.DONE;
            }
            writing = true;
        }
        return drain();
    }

    /** Sends the thread's burst, which is empty afterwards, or another one. */
    State sendBurst(EventLoop loop) {
        XdrWriter burst = loop.burst();
        synchronized (this) {
            if (closed) {
                burst.clear();
                return State.DONE;
            }
            if (!writing && !full) {
                writing = true;
            } else {
                loop.replaceBurst();
                queue.add(burst);
                queued += burst.size();
                return State.DONE;
            }
        }
        List<ByteBuffer> segments = burst.segments();
        try {
            note(
                    segments.size() == 1
                            ? channel.write(segments.getFirst())
                            : channel.write(segments.toArray(ByteBuffer[]::new)));
        } catch (IOException broken) {
            burst.clear();
            return fail();
        }
        if (sent(burst)) {
            burst.clear();
            return drain();
        }
        loop.replaceBurst();
        synchronized (this) {
            queue.addFirst(burst);
            queued += remaining(burst);
            return full();
        }
    }

    /**
     * Keeps an answer back for a moment if it may, so that it leaves together with others; else sends it.
     *
     * @return {@link State#LINGERS} if somebody has to call {@link #flush} in a moment
     */
    State sendSoon(XdrWriter answer) {
        long now = System.nanoTime();
        synchronized (this) {
            if (!closed && !writing && !full && lingering < MAX_LINGERING && queued < LINGERING_BYTES) {
                if (lingering == 0) {
                    lingersSince = now;
                }
                if (now - lingersSince < LINGER_NANOS) {
                    lingering++;
                    queue.add(answer);
                    queued += answer.size();
                    return lingering == 1 ? State.LINGERS : State.DONE;
                }
            }
        }
        return send(answer);
    }

    /** Sends what was kept back. */
    State flush() {
        synchronized (this) {
            if (lingering == 0 || closed || writing || full) {
                return State.DONE;
            }
            writing = true;
        }
        return drain();
    }

    /** The socket can be written to again. */
    State resume() {
        synchronized (this) {
            full = false;
            if (closed || writing) {
                return State.DONE;
            }
            writing = true;
        }
        return drain();
    }

    synchronized boolean isEmpty() {
        return queue.isEmpty() && !writing;
    }

    /** Whatever waits is thrown away. */
    void close() {
        synchronized (this) {
            closed = true;
            if (!writing) {
                releaseAll();
            }
        }
    }

    /** Writes what waits until nothing does; the caller has set {@link #writing}. */
    private State drain() {
        while (true) {
            ByteBuffer[] segments;
            synchronized (this) {
                if (closed) {
                    releaseAll();
                }
                if (queue.isEmpty()) {
                    writing = false;
                    return State.DONE;
                }
                lingering = 0;
                segments = gather();
            }
            long written;
            try {
                written = channel.write(segments);
                note(written);
            } catch (IOException broken) {
                return fail();
            }
            synchronized (this) {
                queued -= (int) written;
                removeSent();
                // Less than all means that the socket is full, unless there was more than one call can take.
                if (segments[segments.length - 1].hasRemaining()) {
                    return full();
                }
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // There is one who writes.
    private void note(long written) {
        if (written > 0) {
            writes++;
        }
    }

    private ByteBuffer[] gather() {
        ByteBuffer[] waiting = new ByteBuffer[Math.min(waitingSegments(), MAX_SEGMENTS)];
        int taken = 0;
        for (XdrWriter answer : queue) {
            for (ByteBuffer segment : answer.segments()) {
                if (segment.hasRemaining() && taken < waiting.length) {
                    waiting[taken++] = segment;
                }
            }
        }
        return waiting;
    }

    private int waitingSegments() {
        int count = 0;
        for (XdrWriter answer : queue) {
            for (ByteBuffer segment : answer.segments()) {
                count += segment.hasRemaining() ? 1 : 0;
            }
        }
        return count;
    }

    private void removeSent() {
        while (!queue.isEmpty() && sent(queue.getFirst())) {
            queue.removeFirst().release();
        }
    }

    private static boolean sent(XdrWriter answer) {
        return !answer.segments().getLast().hasRemaining();
    }

    private static int remaining(XdrWriter answer) {
        int bytes = 0;
        for (ByteBuffer segment : answer.segments()) {
            bytes += segment.remaining();
        }
        return bytes;
    }

    private State full() {
        writing = false;
        full = true;
        if (closed) {
            releaseAll();
        }
        return State.FULL;
    }

    private synchronized State fail() {
        writing = false;
        closed = true;
        releaseAll();
        return State.BROKEN;
    }

    private void releaseAll() {
        queue.forEach(XdrWriter::release);
        queue.clear();
        queued = 0;
    }
}
