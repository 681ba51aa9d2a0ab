package dev.cleat.rpc.transport;

import dev.cleat.rpc.Receiver;
import dev.cleat.rpc.RpcServer;
import dev.cleat.xdr.Lease;
import dev.cleat.xdr.XdrWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One of the threads that read, run what cannot wait, and write. Everything here belongs to that thread, save {@link #post},
 * {@link #receiver}, {@link #finish} and the count of connections.
 */
final class EventThread implements Runnable {
    /** Where what was received lies until it is read. */
    static final int RECEIVE_BYTES = 64 * 1024;

    private static final int BURST_BYTES = 64 * 1024;
    private static final long SWEEP_MILLIS = 1000;
    private static final long PARKED_MILLIS = 1;

    private final Network network;
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Consumer<SelectionKey> onReady = this::ready;
    private final ArrayDeque<Selectable> again = new ArrayDeque<>();
    private final ArrayDeque<Selectable> parked = new ArrayDeque<>();
    private final ConcurrentHashMap<RpcServer, Receiver> receivers = new ConcurrentHashMap<>();
    private final InlineExchange exchange = new InlineExchange(this);
    private final AtomicInteger connections = new AtomicInteger();
    private Lease received;
    private XdrWriter burst;
    private @Nullable XdrWriter datagram;
    private long nextSweep;
    private volatile long finishBy = Long.MAX_VALUE;
    private volatile boolean finishing;

    EventThread(Network network, ThreadFactory factory) throws IOException {
        this.network = network;
        this.selector = Selector.open();
        this.received = network.buffers().lease(RECEIVE_BYTES);
        this.burst = network.buffers().writer(BURST_BYTES);
        this.nextSweep = network.now();
        this.thread = factory.newThread(this);
    }

    void start() {
        thread.start();
    }

    Network network() {
        return network;
    }

    /** How many connections it has; from any thread. */
    int connections() {
        return connections.get();
    }

    /** It got one more connection. */
    void adopted() {
        connections.incrementAndGet();
    }

    /** One of its connections is closed. */
    void dismissed() {
        connections.decrementAndGet();
    }

    InlineExchange exchange() {
        return exchange;
    }

    /** Answers to one connection's calls of one turn. */
    XdrWriter burst() {
        return burst;
    }

    /** The answer to one datagram, in one piece. */
    XdrWriter datagram() {
        XdrWriter known = datagram;
        if (known == null) {
            known = UdpSocket.writer(network.buffers());
            datagram = known;
        }
        return known;
    }

    /** The burst now belongs to somebody else. */
    void replaceBurst() {
        burst = network.buffers().writer(BURST_BYTES);
    }

    ByteBuffer received() {
        return received.buffer();
    }

    /** What was received now belongs to somebody else. */
    Lease giveReceived() {
        Lease given = received;
        received = network.buffers().lease(RECEIVE_BYTES);
        return given;
    }

    /** To be used on this thread; may be asked for from any. */
    Receiver receiver(RpcServer server) {
        return receivers.computeIfAbsent(server, RpcServer::receiver);
    }

    SelectionKey register(SelectableChannel channel, int operations, Selectable what) throws IOException {
        return channel.register(selector, operations, what);
    }

    @Nullable SelectionKey keyOf(SelectableChannel channel) {
        return channel.keyFor(selector);
    }

    /** Has it run on this thread soon. From any thread. */
    void post(Runnable task) {
        posted.add(task);
        if (!thread.equals(Thread.currentThread())) {
            selector.wakeup();
        }
    }

    /** Gives it another turn when others had theirs. */
    void again(Selectable what) {
        again.add(what);
    }

    /** Gives it another turn when there may be room again. */
    void park(Selectable what) {
        parked.add(what);
    }

    @Override
    public void run() {
        try {
            while (!ended()) {
                select();
                runPosted();
                giveTurns();
                sweep();
            }
        } catch (IOException broken) {
            network.listener().failed(broken);
        } finally {
            closeAll();
        }
    }

    private void select() throws IOException {
        if (!again.isEmpty() || !posted.isEmpty()) {
            selector.selectNow(onReady);
        } else {
            selector.select(onReady, parked.isEmpty() ? SWEEP_MILLIS : PARKED_MILLIS);
        }
    }

    private void ready(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Selectable what) {
            attempt(what, each -> each.ready(key));
        }
    }

    private void runPosted() {
        for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
            try {
                task.run();
            } catch (RuntimeException | Error bug) {
                network.listener().failed(bug);
            }
        }
    }

    private void giveTurns() {
        for (int i = again.size(); i > 0; i--) {
            attempt(again.remove(), Selectable::resume);
        }
        for (int i = parked.size(); i > 0; i--) {
            attempt(parked.remove(), Selectable::resume);
        }
    }

    private void sweep() {
        long now = network.now();
        if (now - nextSweep >= 0) {
            nextSweep = now + network.sweepNanos();
            watched().forEach(what -> attempt(what, each -> each.sweep(now)));
            network.swept(this, now);
        }
    }

    /** What can be done with something watched. */
    @FunctionalInterface
    private interface Step {
        void take(Selectable what) throws IOException;
    }

    /** Whatever happens with one of them, this thread goes on for the others. */
    private void attempt(Selectable what, Step step) {
        try {
            step.take(what);
        } catch (IOException gone) {
            what.close(String.valueOf(gone.getMessage()));
        } catch (RuntimeException | Error bug) {
            network.listener().failed(bug);
            what.broken();
        }
    }

    private List<Selectable> watched() {
        List<Selectable> all = new ArrayList<>();
        for (SelectionKey key : selector.keys()) {
            if (key.isValid() && key.attachment() instanceof Selectable what) {
                all.add(what);
            }
        }
        return all;
    }

    /** Ends when all calls are answered, or when the time has come. From any thread. */
    void finish(long deadline) {
        finishBy = deadline;
        post(() -> {
            finishing = true;
            watched().forEach(what -> attempt(what, Selectable::finish));
        });
    }

    private boolean ended() {
        return finishing && (watched().isEmpty() || System.nanoTime() - finishBy >= 0);
    }

    private void closeAll() {
        watched().forEach(what -> what.close("server stops"));
        try {
            selector.close();
        } catch (IOException ignored) {
            // Nothing is left to be done with it.
        }
        received.release();
        burst.release();
        if (datagram != null) {
            datagram.release();
        }
    }

    boolean join(long deadline) throws InterruptedException {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        return !thread.isAlive();
    }

    /** What was handed to this thread after its end is closed. */
    void discard() {
        runPosted();
    }

    /** For a thread that was never started. */
    void dispose() {
        closeAll();
    }
}
