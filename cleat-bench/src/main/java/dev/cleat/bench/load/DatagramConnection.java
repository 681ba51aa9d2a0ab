package dev.cleat.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/** UDP: a call is a datagram, sent again with the same xid when nothing comes back. */
final class DatagramConnection extends Connection {
    private static final long REMIND_AFTER = 700_000_000L;

    private final DatagramChannel channel;
    private final Deque<Slot> queue = new ArrayDeque<>();
    private final ByteBuffer[] parts = new ByteBuffer[2];
    private int reminders;

    DatagramConnection(int port, Shape shape) throws IOException {
        this(DatagramChannel.open(), port, shape);
    }

    private DatagramConnection(DatagramChannel channel, int port, Shape shape) throws IOException {
        super(channel, shape);
        this.channel = channel;
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 4 << 20);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    void queue(Slot slot) {
        slot.call.flip();
        queue.add(slot);
    }

    @Override
    boolean flush() throws IOException {
        for (Slot slot = queue.peek(); slot != null; slot = queue.peek()) {
            parts[0] = slot.call.position(Integer.BYTES);
            parts[1] = slot.payload.duplicate();
            if (channel.write(parts) == 0) {
                return false;
            }
            slot.sentAt = System.nanoTime();
            queue.remove();
        }
        return true;
    }

    @Override
    void receive(BiConsumer<Slot, ByteBuffer> answered) throws IOException {
        in.clear();
        while (channel.read(in) > 0) {
            in.flip();
            deliver(in, answered);
            in.clear();
        }
    }

    @Override
    void remind(Slot slot, long now) {
        if (now - slot.sentAt > REMIND_AFTER && !queue.contains(slot)) {
            queue.add(slot);
            reminders++;
        }
    }

    @Override
    int reminders() {
        return reminders;
    }
}
