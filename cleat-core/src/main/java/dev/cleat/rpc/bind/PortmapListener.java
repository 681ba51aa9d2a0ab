package dev.cleat.rpc.bind;

import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.Service;
import dev.cleat.rpc.Workers;
import dev.cleat.rpc.bind.PortmapService.Registration;
import dev.cleat.rpc.transport.Endpoint;
import dev.cleat.rpc.transport.Limits;
import dev.cleat.rpc.transport.Network;
import dev.cleat.rpc.transport.TransportListener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * A port mapper of its own, over TCP and UDP, for whatever programs it is told of: those of this library or of any other.
 *
 * <pre>{@code
 * Bindings bindings = new Bindings();
 * bindings.add(100003, 3, Netid.TCP, 2049);
 * bindings.add(100005, 3, Netid.TCP, 2049);
 * try (PortmapListener listener = PortmapListener.builder(bindings).open()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>It answers with one thread of its own, which {@link #close} ends, and keeps a client to records of
 * {@value #RECORD_BYTES} bytes.
 */
public final class PortmapListener implements AutoCloseable {
    private static final int RECORD_BYTES = 4096;
    private static final int CONNECTIONS = 256;
    private static final int CONNECTIONS_PER_ADDRESS = 64;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration RECORD_TIME = Duration.ofSeconds(10);

    /** With port 0, how often another port is tried when one is free for some of the sockets only. */
    private static final int ATTEMPTS = 16;

    private final Bindings bindings;
    private final Workers workers;
    private final Network network;
    private final RpcServer server;
    private final List<Service> services;
    private int port;

    private PortmapListener(Builder builder) throws IOException {
        this.bindings = builder.bindings;
        this.services = new PortmapService(bindings, builder.registration, builder.called, builder.clock).services();
        // Nothing that a port mapper does can wait.
        this.workers = new Workers(0, 1, 1, builder.threads);
        this.network = Network.builder()
                .eventThreads(1)
                .threadFactory(builder.threads)
                .limits(Limits.DEFAULT
                        .withRecord(RECORD_BYTES)
                        .withConnections(CONNECTIONS, CONNECTIONS_PER_ADDRESS)
                        .withTimes(IDLE, RECORD_TIME, RECORD_TIME))
                .listener(new Notices(builder.notices))
                .open();
        this.server = RpcServer.builder(workers).services(services).build();
    }

    private record Notices(Consumer<String> lines) implements TransportListener {
        @Override
        public void notice(String line) {
            lines.accept(line);
        }

        @Override
        public void failed(Throwable bug) {
            lines.accept("port mapper: " + bug);
        }
    }

    /** For the programs in these bindings, which may change at any time. */
    public static Builder builder(Bindings bindings) {
        return new Builder(bindings);
    }

    /** The port, which is the same for TCP and UDP and all addresses. */
    public int port() {
        return port;
    }

    private void listen(List<InetAddress> addresses, int wanted) throws IOException {
        for (int attempt = 1; ; attempt++) {
            List<Endpoint> open = new ArrayList<>();
            try {
                port = wanted;
                for (InetAddress address : addresses) {
                    open.add(network.listenTcp(new InetSocketAddress(address, port), server));
                    port = open.getLast().address().getPort();
                    open.add(network.listenUdp(new InetSocketAddress(address, port), server));
                }
                addresses.forEach(this::bindSelf);
                return;
            } catch (BindException e) {
                open.forEach(Endpoint::close);
                if (wanted != 0 || attempt == ATTEMPTS) {
                    throw new IOException("port " + wanted + " cannot be used: " + e.getMessage(), e);
                }
            }
        }
    }

    /** A port mapper lists itself. */
    private void bindSelf(InetAddress address) {
        Netid.reaching(address)
                .forEach(netid -> services.forEach(service -> bindings.add(
                        service.version().program(), service.version().version(), netid, port)));
    }

    /** Ends its thread and all its sockets. */
    @Override
    public void close() {
        services.forEach(service ->
                bindings.remove(service.version().program(), service.version().version()));
        network.close(Duration.ZERO);
        workers.close();
    }

    /** What a port mapper is made of; all but the bindings has defaults. */
    public static final class Builder {
        private final Bindings bindings;
        private List<InetAddress> addresses = List.of(InetAddress.getLoopbackAddress());
        private int port = Bind.PORT;
        private Registration registration = Registration.CLOSED;
        private Set<Integer> called = Set.of();
        private InstantSource clock = InstantSource.system();
        private Consumer<String> notices = line -> {};
        private ThreadFactory threads =
                Thread.ofPlatform().daemon().name("cleat-portmap-", 0).factory();

        private Builder(Bindings bindings) {
            this.bindings = bindings;
        }

        /** Where to listen; loopback unless told otherwise. */
        public Builder bind(InetAddress... where) {
            this.addresses = List.of(where);
            return this;
        }

        /**
         * @param number {@link Bind#PORT} unless told otherwise; 0 means any that is free
         */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** Who may register programs; nobody unless told otherwise. */
        public Builder registration(Registration allowed) {
            this.registration = allowed;
            return this;
        }

        /** The programs that broadcasts find; none unless told otherwise. See {@link PortmapService}. */
        public Builder called(Set<Integer> programs) {
            this.called = Set.copyOf(programs);
            return this;
        }

        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** Hears, line by line, what an administrator should read. */
        public Builder notices(Consumer<String> lines) {
            this.notices = lines;
            return this;
        }

        public Builder threads(ThreadFactory factory) {
            this.threads = factory;
            return this;
        }

        /**
         * Listens.
         *
         * @throws IOException if the port is taken or forbidden
         */
        public PortmapListener open() throws IOException {
            PortmapListener listener = new PortmapListener(this);
            try {
                listener.listen(addresses, port);
                return listener;
            } catch (IOException | RuntimeException e) {
                listener.close();
                throw e;
            }
        }
    }
}
