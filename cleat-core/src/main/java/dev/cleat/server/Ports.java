package dev.cleat.server;

import dev.cleat.export.file.ExportTable;
import dev.cleat.mount.Mount;
import dev.cleat.mount.server.MountListener;
import dev.cleat.mount.server.MountService;
import dev.cleat.nfs2.server.Nfs2Service;
import dev.cleat.nfs3.server.Nfs3Service;
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
import dev.cleat.rpc.transport.Network;
import dev.cleat.rpc.transport.TransportListener;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.ServingThread;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The ports of a running server, and the threads behind them. */
final class Ports implements AutoCloseable {
    /** Calls that wait for the disk wait for each other where there are fewer threads than that. */
    private static final int POOL_THREADS = 16;

    private static final int PORT_ATTEMPTS = 20;
    private static final int QUEUED_CALLS = 1024;
    private static final int VIRTUAL_THREADS = 1024;

    private final Workers workers;
    private final Network network;
    private final ReplayCache replays = new ReplayCache();
    private int nfs;
    private int mount;
    private OptionalInt portmap = OptionalInt.empty();
    private @Nullable RpcbindRegistration registration;

    /** What is wanted. */
    static final class Plan {
        List<InetAddress> addresses = List.of();
        int port;

        @Nullable Integer mountPort;

        PortmapMode portmap = new PortmapMode.Off();
        InstantSource clock = InstantSource.system();
        Admission admission = Admission.ANYBODY;
    }

    private Ports(Workers workers, Network network) {
        this.workers = workers;
        this.network = network;
    }

    static Ports open(Plan plan, ExportTable exports, ServerListener listener) throws IOException {
        Workers workers = new Workers(POOL_THREADS, QUEUED_CALLS, VIRTUAL_THREADS, servingThreads("cleat-pool-"));
        Network network = null;
        try {
            network = Network.builder()
                    .threadFactory(servingThreads("cleat-event-"))
                    .listener(new Transports(listener))
                    .admission(plan.admission)
                    .open();
            Ports ports = new Ports(workers, network);
            ports.listen(plan, exports, listener);
            return ports;
        } catch (IOException e) {
            if (network != null) {
                network.close();
            }
            workers.close();
            throw e;
        }
    }

    private void listen(Plan plan, ExportTable exports, ServerListener listener) throws IOException {
        Bindings bindings = new Bindings();
        List<Service> portmapper = new PortmapService(
                        bindings, PortmapService.Registration.CLOSED, Set.of(Mount.PROGRAM), plan.clock)
                .services();
        List<Service> files = List.of(Nfs2Service.of(exports), Nfs3Service.of(exports));
        List<Service> mounts = MountService.of(exports, new Mounts(listener));
        List<Service> all = new ArrayList<>(files);
        all.addAll(mounts);
        all.addAll(portmapper);

        nfs = listen(plan.addresses, plan.port, server(all, listener));
        Integer ownPort = plan.mountPort;
        mount = ownPort == null ? nfs : listen(plan.addresses, ownPort, server(mounts, listener));
        bind(bindings, plan, files, nfs);
        bind(bindings, plan, mounts, mount);
        announce(plan, server(portmapper, listener), files, mounts, listener);
        portmap.ifPresent(port -> bind(bindings, plan, portmapper, port));
    }

    private static void bind(Bindings bindings, Plan plan, List<Service> services, int port) {
        for (InetAddress address : plan.addresses) {
            for (Netid netid : Netid.reaching(address)) {
                services.forEach(service -> bindings.add(
                        service.version().program(), service.version().version(), netid, port));
            }
        }
    }

    private void announce(
            Plan plan, RpcServer portmapper, List<Service> files, List<Service> mounts, ServerListener listener)
            throws IOException {
        switch (plan.portmap) {
            case PortmapMode.Off() -> {}
            case PortmapMode.Own(int port) -> portmap = OptionalInt.of(listen(plan.addresses, port, portmapper));
            case PortmapMode.Auto() -> {
                try {
                    portmap = OptionalInt.of(listen(plan.addresses, Bind.PORT, portmapper));
                } catch (IOException taken) {
                    register(plan, files, mounts, listener, taken);
                }
            }
        }
    }

    /** With the rpcbind that holds the port. Without either, clients must name the ports; that is no reason not to serve. */
    private void register(
            Plan plan, List<Service> files, List<Service> mounts, ServerListener listener, IOException taken) {
        List<RpcbindRegistration.Entry> entries = new ArrayList<>();
        for (InetAddress address : plan.addresses) {
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

    private static void addEntries(
            List<RpcbindRegistration.Entry> entries, Service service, InetSocketAddress address) {
        entries.addAll(RpcbindRegistration.Entry.reaching(service.version(), address));
    }

    private RpcServer server(List<Service> services, ServerListener listener) {
        return RpcServer.builder(workers)
                .services(services)
                .replays(replays)
                .listener(new Calls(listener))
                .build();
    }

    private int listen(List<InetAddress> addresses, int port, RpcServer server) throws IOException {
        int taken = port;
        for (InetAddress address : addresses) {
            try {
                taken = listen(address, taken, server);
            } catch (BindException e) {
                throw new IOException(
                        "port " + port + " of " + address.getHostAddress() + " cannot be used: " + e.getMessage(), e);
            }
        }
        return taken;
    }

    /** TCP and UDP at one port. Where any will do, one that TCP has free may be taken for UDP, and is given up again. */
    private int listen(InetAddress address, int port, RpcServer server) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Endpoint tcp = network.listenTcp(new InetSocketAddress(address, port), server);
            try {
                network.listenUdp(new InetSocketAddress(address, tcp.address().getPort()), server);
                return tcp.address().getPort();
            } catch (BindException e) {
                tcp.close();
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

    @Override
    public void close() {
        if (registration != null) {
            registration.close();
        }
        network.close();
        workers.close();
    }

    private static ThreadFactory servingThreads(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new ServingThread(task, prefix + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    private record Calls(ServerListener listener) implements RpcListener {
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
