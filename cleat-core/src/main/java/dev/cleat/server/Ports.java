package dev.cleat.server;

import dev.cleat.export.GroupLookup;
import dev.cleat.export.file.ExportTable;
import dev.cleat.mount.Mount;
import dev.cleat.mount.server.MountListener;
import dev.cleat.mount.server.MountService;
import dev.cleat.nfs2.server.Nfs2Service;
import dev.cleat.nfs3.server.Nfs3Service;
import dev.cleat.rpc.Patience;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcListener;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.Service;
import dev.cleat.rpc.Workers;
import dev.cleat.rpc.bind.Bind;
import dev.cleat.rpc.bind.Bindings;
import dev.cleat.rpc.bind.Netid;
import dev.cleat.rpc.bind.PortmapService;
import dev.cleat.rpc.bind.RpcbindRegistration;
import dev.cleat.rpc.replay.ReplayCache;
import dev.cleat.rpc.transport.Admission;
import dev.cleat.rpc.transport.Endpoint;
import dev.cleat.rpc.transport.Limits;
import dev.cleat.rpc.transport.Network;
import dev.cleat.rpc.transport.TransportListener;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.ServingThread;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The ports of a running server, and the threads behind them. */
final class Ports {
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Whatever the server speaks itself, clients ask port mappers over UDP first. */
    private static final Set<Protocol> ANY_PROTOCOL = Set.of(Protocol.TCP, Protocol.UDP);

    private static final int PORT_ATTEMPTS = 20;
    private static final int QUEUED_CALLS = 1024;
    private static final int VIRTUAL_THREADS = 1024;

    /** Of results; on average those of a few kept answers. */
    private static final int KEPT_ANSWER_BYTES = 512;

    private final ServerOptions options;
    private final Workers workers;
    private final Network network;
    private final ReplayCache replays;
    private int nfs;
    private int mount;
    private OptionalInt portmap = OptionalInt.empty();
    private @Nullable RpcbindRegistration registration;

    /** What a server takes from its host. */
    static final class Surroundings {
        InstantSource clock = InstantSource.system();
        LongSupplier ticker = System::nanoTime;
        Admission admission = Admission.ANYBODY;
        NamedThreads threads = Ports::servingThreads;

        @Nullable GroupLookup groups;
    }

    /** Makes threads whose names begin alike. */
    @FunctionalInterface
    interface NamedThreads {
        ThreadFactory named(String prefix);
    }

    private Ports(ServerOptions options, LongSupplier ticker, Workers workers, Network network) {
        this.options = options;
        this.workers = workers;
        this.network = network;
        int kept = options.limits().keptAnswers();
        this.replays = new ReplayCache(kept, (long) kept * KEPT_ANSWER_BYTES, ReplayCache.LIFETIME, ticker);
    }

    static Ports open(ServerOptions options, Surroundings surroundings, ExportTable exports, ServerListener listener)
            throws IOException {
        Workers workers = new Workers(
                options.limits().threads(),
                QUEUED_CALLS,
                VIRTUAL_THREADS,
                surroundings.threads.named("cleat-pool-"),
                patience(options, surroundings.ticker));
        Network network = null;
        try {
            network = Network.builder()
                    .threadFactory(surroundings.threads.named("cleat-event-"))
                    .limits(limits(options.limits()))
                    .clock(surroundings.ticker, SWEEP)
                    .listener(new Transports(listener))
                    .admission(surroundings.admission)
                    .open();
            Ports ports = new Ports(options, surroundings.ticker, workers, network);
            ports.listen(surroundings.clock, exports, listener);
            return ports;
        } catch (IOException | RuntimeException e) {
            if (network != null) {
                network.close(Duration.ZERO);
            }
            workers.close();
            throw e;
        }
    }

    static Patience patience(ServerOptions options, LongSupplier ticker) {
        return new Patience(options.patience(), options.limits().lateCalls(), ticker);
    }

    private static Limits limits(ServerLimits limits) {
        return Limits.DEFAULT
                .withConnections(limits.connections(), limits.connectionsPerAddress())
                .withCallsInFlight(limits.callsInFlight())
                .withRecord(limits.recordBytes())
                .withBuffers(limits.bufferBytes())
                .withQueuedAnswers(limits.queuedAnswerBytes())
                .withinOpenFiles(OpenFiles.limit());
    }

    private void listen(InstantSource clock, ExportTable exports, ServerListener listener) throws IOException {
        Bindings bindings = new Bindings();
        List<Service> portmapper = new PortmapService(
                        bindings, PortmapService.Registration.CLOSED, Set.of(Mount.PROGRAM), clock)
                .services();
        List<Service> files = List.of(Nfs2Service.of(exports), Nfs3Service.of(exports));
        List<Service> mounts =
                MountService.of(exports, new Mounts(listener), options.limits().rememberedMounts());
        List<Service> all = new ArrayList<>(files);
        all.addAll(mounts);
        all.addAll(portmapper);

        nfs = listen(options.port(), server(all, listener), options.protocols());
        Integer ownPort = options.mountPort();
        mount = ownPort == null ? nfs : listen(ownPort, server(mounts, listener), options.protocols());
        bind(bindings, files, nfs, options.protocols());
        bind(bindings, mounts, mount, options.protocols());
        announce(server(portmapper, listener), files, mounts, listener);
        portmap.ifPresent(port -> bind(bindings, portmapper, port, ANY_PROTOCOL));
    }

    private void bind(Bindings bindings, List<Service> services, int port, Set<Protocol> protocols) {
        for (InetAddress address : options.addresses()) {
            for (Netid netid : Netid.reaching(address)) {
                if (!protocols.contains(netid.protocol())) {
                    continue;
                }
                services.forEach(service -> bindings.add(
                        service.version().program(), service.version().version(), netid, port));
            }
        }
    }

    private void announce(RpcServer portmapper, List<Service> files, List<Service> mounts, ServerListener listener)
            throws IOException {
        switch (options.portmap()) {
            case PortmapMode.Off() -> {}
            case PortmapMode.Own(int port) -> portmap = OptionalInt.of(listen(port, portmapper, ANY_PROTOCOL));
            case PortmapMode.Auto() -> {
                try {
                    portmap = OptionalInt.of(listen(Bind.PORT, portmapper, ANY_PROTOCOL));
                } catch (IOException taken) {
                    register(files, mounts, listener, taken);
                }
            }
        }
    }

    /** With the rpcbind that holds the port. Without either, clients must name the ports; that is no reason not to serve. */
    private void register(List<Service> files, List<Service> mounts, ServerListener listener, IOException taken) {
        List<RpcbindRegistration.Entry> entries = new ArrayList<>();
        for (InetAddress address : options.addresses()) {
            files.forEach(service -> addEntries(entries, service, new InetSocketAddress(address, nfs)));
            mounts.forEach(service -> addEntries(entries, service, new InetSocketAddress(address, mount)));
        }
        try {
            registration = RpcbindRegistration.open(entries);
            portmap = OptionalInt.of(Bind.PORT);
        } catch (IOException refused) {
            listener.notice("no portmapper, so clients must name the ports: " + taken.getMessage()
                    + "; and there is no rpcbind to register with: " + refused.getMessage());
        }
    }

    private void addEntries(List<RpcbindRegistration.Entry> entries, Service service, InetSocketAddress address) {
        for (RpcbindRegistration.Entry entry : RpcbindRegistration.Entry.reaching(service.version(), address)) {
            if (options.protocols().contains(entry.netid().protocol())) {
                entries.add(entry);
            }
        }
    }

    private RpcServer server(List<Service> services, ServerListener listener) {
        return RpcServer.builder(workers)
                .services(services)
                .replays(replays)
                .listener(new Calls(listener, options.patience()))
                .build();
    }

    private int listen(int port, RpcServer server, Set<Protocol> protocols) throws IOException {
        int taken = port;
        for (InetAddress address : options.addresses()) {
            try {
                taken = listen(address, taken, server, protocols);
            } catch (BindException e) {
                throw new IOException(
                        "port " + port + " of " + address.getHostAddress() + " cannot be used: " + e.getMessage(), e);
            }
        }
        return taken;
    }

    /** All protocols at one port. Where any will do, one that TCP has free may be taken for UDP, and is given up again. */
    private int listen(InetAddress address, int port, RpcServer server, Set<Protocol> protocols) throws IOException {
        boolean tcp = protocols.contains(Protocol.TCP);
        boolean udp = protocols.contains(Protocol.UDP);
        for (int attempt = 1; ; attempt++) {
            InetSocketAddress wanted = new InetSocketAddress(address, port);
            if (!udp) {
                return network.listenTcp(wanted, server).address().getPort();
            }
            if (!tcp) {
                return network.listenUdp(wanted, server).address().getPort();
            }
            Endpoint first = network.listenTcp(wanted, server);
            int taken = first.address().getPort();
            try {
                network.listenUdp(new InetSocketAddress(address, taken), server);
                return taken;
            } catch (BindException e) {
                first.close();
                if (port != 0 || attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    int nfs() {
        return nfs;
    }

    int mount() {
        return mount;
    }

    OptionalInt portmap() {
        return portmap;
    }

    /** As {@link NfsServer#close(Duration)}. */
    boolean close(Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        if (registration != null) {
            registration.close();
        }
        boolean answered = network.close(grace);
        // Calls whose clients are gone may still be running.
        long rest = Math.max(LAST_NANOS, deadline - System.nanoTime());
        return workers.close(rest, TimeUnit.NANOSECONDS) && answered;
    }

    private static ThreadFactory servingThreads(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new ServingThread(task, prefix + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    private record Calls(ServerListener listener, @Nullable Duration patience) implements RpcListener {
        @Override
        public void late(Procedure<?, ?> procedure, InetSocketAddress client) {
            if (patience != null) {
                listener.late(procedure.toString(), client, patience);
            }
        }

        @Override
        public void failed(String what, InetSocketAddress client, Throwable bug) {
            listener.failed(what, client, bug);
        }
    }

    private record Mounts(ServerListener listener) implements MountListener {
        @Override
        public void mounted(InetSocketAddress client, Name path) {
            listener.mounted(client, path.toString());
        }

        @Override
        public void unmounted(InetSocketAddress client, Name path) {
            listener.unmounted(client, path.toString());
        }
    }

    private record Transports(ServerListener listener) implements TransportListener {
        @Override
        public void notice(String line) {
            listener.notice(line);
        }
    }
}
