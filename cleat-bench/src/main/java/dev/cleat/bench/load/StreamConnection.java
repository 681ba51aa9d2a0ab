package dev.cleat.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.BiConsumer;

/** TCP, with record marks (RFC 5531 §11). */
final class StreamConnection extends Connection {
    private static final int LAST = 0x8000_0000;
    private static final int PER_WRITE = 256;

    private final SocketChannel channel;
    private final ByteBuffer[] queue;
    private int head;
    private int tail;

    StreamConnection(int port, Shape shape) throws IOException {
        this(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)), shape);
    }

    private StreamConnection(SocketChannel channel, Shape shape) throws IOException {
        super(channel, shape);
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // A slot that is answered while others still leave is queued behind them.
        queue = new ByteBuffer[4 * shape.depth() + 4];
    }

    @Override
    void queue(Slot slot) {
        int length = slot.call.position() - Integer.BYTES + slot.payload.remaining();
        slot.call.putInt(0, LAST | length).flip();
        if (tail + 2 > queue.length) {
            System.arraycopy(queue, head, queue, 0, tail - head);
            tail -= head;
            head = 0;
        }
        queue[tail++] = slot.call;
        if (slot.payload.hasRemaining()) {
            queue[tail++] = slot.payload;
        }
    }

    @Override
    boolean flush() throws IOException {
        while (head < tail) {
            if (channel.write(queue, head, Math.min(tail - head, PER_WRITE)) == 0) {
                return false;
            }
            while (head < tail && !queue[head].hasRemaining()) {
                head++;
            }
        }
        head = 0;
        tail = 0;
        return true;
    }

    @Override
    void receive(BiConsumer<Slot, ByteBuffer> answered) throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server hung up");
        }
        int end = in.position();
        int from = 0;
        for (int next = deliverFrom(from, end, answered); next > from; next = deliverFrom(from, end, answered)) {
            from = next;
        }
        in.limit(end).position(from);
        in.compact();
    }

    /** Delivers the record that begins at {@code from}, if all of it is there; answers where the next one begins. */
    private int deliverFrom(int from, int end, BiConsumer<Slot, ByteBuffer> answered) {
        int at = from;
        int fragments = 0;
        int mark = 0;
        while (mark >= 0) {
            if (end - at < Integer.BYTES) {
                return from;
            }
            mark = in.getInt(at);
            at += Integer.BYTES + (mark & ~LAST);
            fragments++;
            if (at > end || at < 0) {
                return from;
            }
        }
        int recordEnd = fragments == 1 ? at : join(from, fragments);
        in.limit(recordEnd).position(from + Integer.BYTES);
        deliver(in, answered);
        in.limit(in.capacity());
        return at;
    }

    /** Moves the fragments together, behind the first one's mark. */
    private int join(int from, int fragments) {
        int to = from + Integer.BYTES;
        int at = from;
        for (int i = 0; i < fragments; i++) {
            int length = in.getInt(at) & ~LAST;
            in.put(to, in, at + Integer.BYTES, length);
            to += length;
            at += Integer.BYTES + length;
        }
        return to;
    }

    @Override
    void remind(Slot slot, long now) {}

    @Override
    int reminders() {
        return 0;
    }
}
