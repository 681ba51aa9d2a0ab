package dev.cleat.rpc.transport;

import dev.cleat.rpc.RpcServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The event loops with their threads and buffers, and the ports that they listen on.
 *
 * <pre>{@code
 * try (Network network = Network.builder().open()) {
 *     Endpoint endpoint = network.listenTcp(new InetSocketAddress("127.0.0.1", 2049), server);
 *     ...
 * }
 * }</pre>
 */
public final class Network implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long CHORES_NANOS = Duration.ofSeconds(5).toNanos();

    private final Limits limits;
    private final LongSupplier clock;
    private final TransportListener listener;
    private final Admission admission;
    private final PooledBuffers buffers;
    private final List<EventLoop> loops = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();
    private final long sweepNanos;
    private final Set<UdpListener> followers = ConcurrentHashMap.newKeySet();
    /** Used by the first event loop only. */
    private long nextChores;

    private Network(Builder builder) throws IOException {
        this.limits = builder.limits;
        this.clock = builder.clock;
        this.listener = builder.listener;
        this.admission = builder.admission;
        this.buffers = new PooledBuffers(limits.record(), limits.buffers());
        this.sweepNanos = builder.sweep.toNanos();
        try {
            for (int i = 0; i < builder.eventThreads; i++) {
                loops.add(new EventLoop(this, builder.threadFactory));
            }
        } catch (IOException e) {
            loops.forEach(EventLoop::dispose);
            throw e;
        }
        this.nextChores = now() + CHORES_NANOS;
        loops.forEach(EventLoop::start);
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes TCP connections (RFC 5531 §11).
     *
     * @param address port 0 means any that is free
     * @throws IOException if the port is taken or forbidden
     */
    public Endpoint listenTcp(InetSocketAddress address, RpcServer server) throws IOException {
        return TcpListener.open(nextLoop(), address, server);
    }

    /**
     * Takes datagrams, each of which is one message. On a wildcard address there is a socket for each local address, so that
     * answers come from where the question went; addresses that come or go are followed.
     *
     * @param address port 0 means any that is free
     * @throws IOException if the port is taken or forbidden
     */
    public Endpoint listenUdp(InetSocketAddress address, RpcServer server) throws IOException {
        return UdpListener.open(this, address, server);
    }

    /** The buffers that messages and answers lie in. */
    public PooledBuffers buffers() {
        return buffers;
    }

    public Limits limits() {
        return limits;
    }

    /** How many TCP connections there are. */
    public int connections() {
        return connections.get();
    }

    Admission admission() {
        return admission;
    }

    TransportListener listener() {
        return listener;
    }

    long now() {
        return clock.getAsLong();
    }

    long sweepNanos() {
        return sweepNanos;
    }

    /** The one for a listener. */
    EventLoop nextLoop() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    /**
     * The one for a connection: that with the fewest. In turn would do if all stayed for as long; but clients open one to mount
     * and close it again, and then the two that work hardest may meet on one thread.
     */
    EventLoop idlestLoop() {
        int first = turn.getAndIncrement();
        EventLoop idlest = loops.get(Math.floorMod(first, loops.size()));
        for (int i = 1; i < loops.size(); i++) {
            EventLoop other = loops.get(Math.floorMod(first + i, loops.size()));
            if (other.connections() < idlest.connections()) {
                idlest = other;
            }
        }
        return idlest;
    }

    void follow(UdpListener listener) {
        followers.add(listener);
    }

    void unfollow(UdpListener listener) {
        followers.remove(listener);
    }

    /** Each event loop calls this about once a second. */
    void swept(EventLoop loop, long now) {
        if (loop.equals(loops.getFirst()) && now - nextChores >= 0) {
            nextChores = now + CHORES_NANOS;
            followers.forEach(UdpListener::refresh);
            buffers.trim();
        }
    }

    /** Whether one more connection from there is within the limits; if so it counts. */
    boolean admit(InetAddress client) {
        int total = connections.incrementAndGet();
        int there = perAddress.merge(client, 1, Integer::sum);
        if (total <= limits.connections() && there <= limits.connectionsPerAddress()) {
            return true;
        }
        dismiss(client);
        return false;
    }

    void dismiss(InetAddress client) {
        connections.decrementAndGet();
        perAddress.computeIfPresent(client, (address, count) -> count == 1 ? null : count - 1);
    }

    /** As {@link #close(Duration)} with a few seconds. */
    @Override
    public void close() {
        close(GRACE);
    }

    /**
     * Takes no more calls, waits until those in flight are answered, and closes everything.
     *
     * @param grace how long to wait at most; what is not answered by then will not be
     * @return whether all was answered and every thread has ended
     */
    public boolean close(Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        loops.forEach(loop -> loop.finish(deadline));
        boolean ended = true;
        try {
            for (EventLoop loop : loops) {
                ended &= loop.join(deadline + Duration.ofSeconds(1).toNanos());
            }
            if (ended) {
                loops.forEach(EventLoop::discard);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
        return ended && connections.get() == 0;
    }

    /** What a network is made of; all has defaults. */
    public static final class Builder {
        private int eventThreads = Runtime.getRuntime().availableProcessors();
        private Limits limits = Limits.DEFAULT;
        private LongSupplier clock = System::nanoTime;
        private Duration sweep = Duration.ofSeconds(1);
        private TransportListener listener = TransportListener.NONE;
        private Admission admission = Admission.ANYBODY;
        private ThreadFactory threadFactory =
                Thread.ofPlatform().daemon().name("cleat-event-", 0).factory();

        private Builder() {}

        /** How many threads read at a time; for each of them another one stands by. */
        public Builder eventThreads(int count) {
            this.eventThreads = count;
            return this;
        }

        /** Makes the event threads, which are platform threads. */
        public Builder threadFactory(ThreadFactory factory) {
            this.threadFactory = factory;
            return this;
        }

        public Builder limits(Limits bounds) {
            this.limits = bounds;
            return this;
        }

        /**
         * @param nanos tells the time as {@link System#nanoTime} does
         * @param interval how often limits of time are looked at
         */
        public Builder clock(LongSupplier nanos, Duration interval) {
            this.clock = nanos;
            this.sweep = interval;
            return this;
        }

        /** Who may talk to the server at all; anybody unless told otherwise. */
        public Builder admission(Admission decides) {
            this.admission = decides;
            return this;
        }

        public Builder listener(TransportListener hears) {
            this.listener = hears;
            return this;
        }

        /**
         * Starts the threads.
         *
         * @throws IOException if the system has no room for their selectors
         */
        public Network open() throws IOException {
            return new Network(this);
        }
    }
}
