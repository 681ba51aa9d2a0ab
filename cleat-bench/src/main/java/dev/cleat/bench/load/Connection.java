package dev.cleat.bench.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Carries calls to a server and answers back. For one thread. */
abstract sealed class Connection implements Closeable permits StreamConnection, DatagramConnection {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AROUND = Duration.ofMillis(100);

    final Slot[] slots;
    /** What came and is not yet judged, from 0 to its position. */
    final ByteBuffer in;

    private final Selector selector = Selector.open();
    private final SelectionKey key;
    private long lookedAround = System.nanoTime();

    Connection(SelectableChannel channel, Shape shape) throws IOException {
        in = ByteBuffer.allocateDirect(shape.bufferBytes());
        slots = new Slot[shape.depth()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(i);
        }
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    static Connection open(int port, Shape shape) throws IOException {
        return shape.datagrams() ? new DatagramConnection(port, shape) : new StreamConnection(port, shape);
    }

    /** Keeps the slot's call for the next turn. */
    abstract void queue(Slot slot);

    /** Sends what is queued, as far as the socket takes it; answers whether all of it is gone. */
    abstract boolean flush() throws IOException;

    /** Receives what has come and hands over each answer that is whole, from its xid on. */
    abstract void receive(BiConsumer<Slot, ByteBuffer> answered) throws IOException;

    /** The slot is silent for long: where calls may be lost, calls again. */
    abstract void remind(Slot slot, long now);

    abstract int reminders();

    /** Sends, waits until something comes, receives. */
    final void turn(BiConsumer<Slot, ByteBuffer> answered) throws IOException {
        int wanted = flush() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
        if (selector.select(LOOK_AROUND.toMillis()) > 0) {
            selector.selectedKeys().clear();
            receive(answered);
        }
        long now = System.nanoTime();
        if (now - lookedAround > LOOK_AROUND.toNanos()) {
            lookedAround = now;
            lookAround(now);
        }
    }

    private void lookAround(long now) throws IOException {
        for (Slot slot : slots) {
            if (slot.waiting) {
                if (now - slot.queuedAt > PATIENCE.toNanos()) {
                    throw new InterruptedIOException(slot.op + ": no answer for 30 s");
                }
                remind(slot, now);
            }
        }
    }

    /** Finds the slot by the xid, whose last twelve bits are its number; answers to nobody's call are left alone. */
    final void deliver(ByteBuffer answer, BiConsumer<Slot, ByteBuffer> answered) {
        if (answer.remaining() < Integer.BYTES) {
            return;
        }
        int xid = answer.getInt();
        int number = xid & 0xfff;
        if (number < slots.length && slots[number].waiting && slots[number].xid == xid) {
            slots[number].waiting = false;
            answered.accept(slots[number], answer);
        }
    }

    @Override
    public void close() throws IOException {
        key.channel().close();
        selector.close();
    }
}
