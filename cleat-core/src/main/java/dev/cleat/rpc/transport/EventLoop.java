package dev.cleat.rpc.transport;

import dev.cleat.rpc.KeptCall;
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
 * What an event thread does: it reads, runs what cannot wait, and writes. Two threads do so in turns ({@link Relief}). Everything here
 * belongs to the one that reads, save {@link #post}, {@link #receiver}, {@link #finish} and the count of connections.
 */
final class EventLoop {
    /** Where what was received lies until it is read. */
    static final int RECEIVE_BYTES = 64 * 1024;

    private static final int BURST_BYTES = 64 * 1024;
    private static final long SWEEP_MILLIS = 1000;
    private static final long PARKED_MILLIS = 1;
    /** So long it keeps no call after one that took long, which happens to each disk now and then. */
    private static final long SURPRISED_NANOS = 10_000_000;
    /** At most, where such calls come often: before so many others. */
    private static final long OFTEN_SURPRISED_NANOS = 1_000_000_000;

    private static final int OFTEN = 200;

    private final Network network;
    private final Selector selector;
    private final Relief relief;
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
    /** A call that may wait, and is the only one so far since this thread looked for more. */
    private @Nullable KeptCall kept;
    /** There was more than one. */
    private boolean passesOn;
    /** It carries out a call that it kept; still so for the thread that reads in its place. */
    private boolean lent;
    /** Until then it keeps no call: one of those that it kept took long. */
    private long passesOnUntil;

    private long surprisedNanos = SURPRISED_NANOS;
    /** How many calls it kept since then. */
    private int keptSince;

    EventLoop(Network network, ThreadFactory factory) throws IOException {
        this.network = network;
        this.selector = Selector.open();
        this.received = network.buffers().lease(RECEIVE_BYTES);
        this.burst = network.buffers().writer(BURST_BYTES);
        this.nextSweep = network.now();
        this.passesOnUntil = nextSweep;
        this.relief = new Relief(factory, this::read);
    }

    void start() {
        relief.start();
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
        if (!relief.isReader()) {
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

    /**
     * Offers a call that may wait. If nothing else was read, this thread will carry it out: to hand it to another costs more than
     * most such calls take.
     *
     * @param alone whether its client has no other call under way
     * @return false if it is not kept
     */
    boolean keep(KeptCall call, boolean alone) {
        if (kept != null || passesOn || !alone) {
            passOn();
            passesOn = true;
            return false;
        }
        if (!relief.isReady() || network.now() - passesOnUntil < 0) {
            return false;
        }
        kept = call;
        return true;
    }

    private void passOn() {
        KeptCall call = kept;
        if (call != null) {
            kept = null;
            call.passOn();
        }
    }

    /** False if the other thread reads by now. */
    private boolean carryOutKept() {
        if (!again.isEmpty() || !posted.isEmpty()) {
            passOn();
        }
        passesOn = false;
        KeptCall call = kept;
        if (call == null) {
            return true;
        }
        kept = null;
        keptSince++;
        lent = true;
        if (!relief.carryOut(call::carryOutHere)) {
            return false;
        }
        lent = false;
        return true;
    }

    /** Who is surprised again soon keeps no call for longer. */
    private void surprised() {
        surprisedNanos = keptSince < OFTEN ? Math.min(4 * surprisedNanos, OFTEN_SURPRISED_NANOS) : SURPRISED_NANOS;
        passesOnUntil = network.now() + surprisedNanos;
        keptSince = 0;
    }

    /** On the thread whose turn it is; whether all is done. */
    private boolean read() {
        if (lent) {
            lent = false;
            surprised();
        }
        boolean mine = true;
        try {
            while (mine && !ended()) {
                select();
                runPosted();
                giveTurns();
                sweep();
                mine = carryOutKept();
            }
        } catch (IOException broken) {
            network.listener().failed(broken);
        } finally {
            if (mine) {
                closeAll();
            }
        }
        return mine;
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
        passOn();
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
        return relief.join(deadline);
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
