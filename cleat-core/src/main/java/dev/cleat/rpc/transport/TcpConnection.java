package dev.cleat.rpc.transport;

import dev.cleat.rpc.KeptCall;
import dev.cleat.rpc.Receiver;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.Workers;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection. It belongs to its event thread, save what answers that are ready elsewhere need: {@link #answer},
 * {@link #answered}, {@link #detached}, the count of calls in flight and the queue of answers.
 *
 * <p>Reading stops while the client has enough calls in flight or leaves its answers lying, and goes on when either has
 * halved. Whoever stops it sets {@link #stopped} and looks again; whoever makes room looks at {@link #stopped} afterwards:
 * so neither misses the other.
 */
final class TcpConnection implements Selectable {
    private static final int BURST_LIMIT = 1 << 20;

    private final EventLoop loop;
    private final Network network;
    private final SocketChannel channel;
    private final InetSocketAddress client;
    private final InetSocketAddress local;
    private final Receiver receiver;
    private final RecordReader in;
    private final SendQueue out;
    private final Patience patience;
    private final Workers workers;
    private final Runnable flushing;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean stopped;
    private @Nullable SelectionKey key;
    private boolean closed;
    private boolean finishing;
    private boolean waitingForTurn;

    TcpConnection(
            EventLoop loop,
            RpcServer server,
            SocketChannel channel,
            InetSocketAddress client,
            InetSocketAddress local) {
        this.loop = loop;
        this.network = loop.network();
        this.channel = channel;
        this.client = client;
        this.local = local;
        this.receiver = loop.receiver(server);
        this.in = new RecordReader(this, network.limits().record());
        this.out = new SendQueue(channel);
        this.patience = new Patience(network.limits(), network.now());
        this.workers = server.workers();
        this.flushing = () -> sentElsewhere(out.flush());
        loop.adopted();
    }

    void register() {
        network.listener().opened(client);
        try {
            key = loop.register(channel, SelectionKey.OP_READ, this);
        } catch (IOException | ClosedSelectorException alreadyGone) {
            close(String.valueOf(alreadyGone.getMessage()));
        }
    }

    InetSocketAddress client() {
        return client;
    }

    InetSocketAddress local() {
        return local;
    }

    int maxMessage() {
        return network.limits().record();
    }

    PooledBuffers buffers() {
        return network.buffers();
    }

    Receiver receiver() {
        return receiver;
    }

    /** Whether another call may be taken. */
    boolean hasRoom() {
        Limits limits = network.limits();
        return !closed
                && inFlight.get() < limits.callsInFlight()
                && out.queued() < limits.queuedAnswers()
                && isServerReady();
    }

    private boolean isServerReady() {
        return receiver.ready() && !network.buffers().exhausted();
    }

    /** As {@link #hasRoom} for itself, but with some more of it, lest reading stop again at once. */
    private boolean hasPlenty() {
        Limits limits = network.limits();
        return inFlight.get() <= limits.callsInFlight() / 2 && out.queued() <= limits.queuedAnswers() / 2;
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        if (ready.isWritable()) {
            ready.interestOpsAnd(~SelectionKey.OP_WRITE);
            sent(out.resume());
        }
        if (!closed && ready.isReadable()) {
            turn();
        }
    }

    @Override
    public void resume() throws IOException {
        waitingForTurn = false;
        if (closed) {
            return;
        }
        patience.restartRecord(network.now());
        if (finishing) {
            closeIfDone();
            return;
        }
        turn();
    }

    private void turn() throws IOException {
        RecordReader.Next next;
        try {
            next = in.turn(loop, channel);
            if (in.delivered() > 0 || !in.inRecord()) {
                patience.called(network.now());
            }
        } finally {
            flush();
        }
        if (closed) {
            in.release();
            return;
        }
        switch (next) {
            case READ, GO_ON -> plan();
            case END -> finish();
        }
    }

    /** Decides when the next turn is. */
    private void plan() {
        if (hasRoom()) {
            watch(true);
            if (in.hasLeft()) {
                askForTurn(false);
            }
            return;
        }
        watch(false);
        stopped = true;
        if (hasPlenty()) {
            stopped = false;
            askForTurn(!isServerReady());
        }
    }

    private void askForTurn(boolean later) {
        if (!waitingForTurn) {
            waitingForTurn = true;
            if (later) {
                loop.park(this);
            } else {
                loop.again(this);
            }
        }
    }

    private void watch(boolean readable) {
        SelectionKey current = key;
        if (current != null && current.isValid()) {
            if (readable) {
                if ((current.interestOps() & SelectionKey.OP_READ) == 0) {
                    current.interestOpsOr(SelectionKey.OP_READ);
                }
            } else {
                current.interestOpsAnd(~SelectionKey.OP_READ);
            }
        }
    }

    /** Has a message carried out; its answer goes into the thread's burst, or comes later. */
    void deliver(ByteBuffer message, @Nullable Lease lease) {
        loop.exchange().run(this, message, lease);
        if (loop.burst().size() >= BURST_LIMIT) {
            flush();
        }
    }

    private void flush() {
        if (loop.burst().size() > 0) {
            sent(out.sendBurst(loop));
        }
    }

    /** What became of answers that this thread sent. */
    private void sent(SendQueue.State state) {
        switch (state) {
            case DONE, LINGERS -> wakeIfStopped();
            case FULL -> watchWritable();
            case BROKEN -> close("connection lost");
        }
    }

    private void watchWritable() {
        SelectionKey current = key;
        if (current != null && current.isValid()) {
            current.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    /** Offers a call that was detached to the thread that read it, which is this one. */
    boolean keep(KeptCall call) {
        return loop.keep(call, inFlight.get() == 1);
    }

    /** A call went elsewhere. */
    void detached() {
        inFlight.incrementAndGet();
    }

    /** A call that went elsewhere is over. From any thread. */
    void answered() {
        inFlight.decrementAndGet();
        wakeIfStopped();
    }

    /** Sends the answer of a call that went elsewhere. From any thread. */
    void answer(XdrWriter answer) {
        if (workers.mayLinger()) {
            sentElsewhere(out.sendSoon(answer));
        } else {
            sentElsewhere(out.send(answer));
        }
        answered();
    }

    private void sentElsewhere(SendQueue.State state) {
        switch (state) {
            case DONE -> {}
            case LINGERS -> workers.linger(flushing);
            case FULL, BROKEN -> loop.post(() -> sent(state));
        }
    }

    private void wakeIfStopped() {
        if (stopped && hasPlenty()) {
            loop.post(this::wake);
        }
    }

    private void wake() {
        if (stopped) {
            stopped = false;
            askForTurn(false);
        }
    }

    @Override
    public void sweep(long now) {
        sent(out.flush());
        patience.look(out, now);
        boolean inRecord = in.inRecord() && !stopped && !waitingForTurn;
        String why = patience.exceeded(
                now, inRecord, inFlight.get() > 0, network.buffers().exhausted());
        if (why != null) {
            close(why);
        } else if (finishing) {
            closeIfDone();
        }
    }

    @Override
    public void finish() {
        finishing = true;
        watch(false);
        stopped = true;
        closeIfDone();
    }

    private void closeIfDone() {
        stopped = true;
        sent(out.flush());
        if (inFlight.get() == 0 && out.isEmpty()) {
            close("end");
        }
    }

    @Override
    public void close(String why) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is gone either way.
        }
        in.release();
        out.close();
        loop.dismissed();
        network.dismiss(client.getAddress());
        network.listener().closed(client, why);
    }

    @Override
    public void broken() {
        close("internal error");
    }
}
