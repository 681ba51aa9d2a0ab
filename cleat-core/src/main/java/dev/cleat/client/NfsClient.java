package dev.cleat.client;

import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.mount.Umnt;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.rpc.AcceptStatus;
import dev.cleat.rpc.ClientChannel;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.RpcCaller;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcException;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.bind.Bind;
import dev.cleat.rpc.bind.Netid;
import dev.cleat.rpc.bind.PortmapClient;
import dev.cleat.rpc.transport.ClientChannelDatagram;
import dev.cleat.rpc.transport.ClientChannelLasting;
import dev.cleat.rpc.transport.ClientChannelStream;
import dev.cleat.rpc.transport.SourcePort;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls the programs of one host. Ports that it was not told are asked of the host's port mapper, connections are made when
 * they are first needed, and made anew after they broke: calls that were under way are sent again as they were, until there
 * is an answer or the time for a call is over.
 *
 * <pre>{@code
 * try (NfsClient client = NfsClient.builder(InetAddress.getByName("nas")).build();
 *         NfsVolume photos = client.volume(Name.of("/photos"))) {
 *     for (NfsEntry entry : photos.list(NfsPath.of("2026"))) {
 *         System.out.println(entry.name());
 *     }
 *     GetAttr.Result raw = client.call(new GetAttr(photos.root()));
 * }
 * }</pre>
 *
 * <p>For any number of threads. {@link #connecting} guards the connections and is held while one is made, not while calls
 * wait for answers.
 */
public final class NfsClient implements RpcCaller, AutoCloseable {
    private static final Duration FIRST_INTERVAL = Duration.ofMillis(500);

    private final InetAddress host;
    private final Protocol protocol;
    private final Credential credential;
    private final Duration timeout;
    private final Patience patience;
    private final SourcePort source;
    /** A port that turned out to be wrong is taken out, so that it is asked for. */
    private final Map<Integer, Integer> ports;

    private final boolean mountPortGuessed;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock connecting = new ReentrantLock();
    private final Map<Integer, RpcClient> byProgram = new HashMap<>();

    private NfsClient(Builder builder) {
        this.host = builder.host;
        this.protocol = builder.protocol;
        this.credential = builder.credential;
        this.timeout = builder.timeout;
        this.source = builder.source;
        this.patience = builder.patience;
        this.ports = new ConcurrentHashMap<>(builder.ports);
        this.mountPortGuessed = builder.mountPortGuessed;
    }

    public static Builder builder(InetAddress host) {
        return new Builder(host);
    }

    /**
     * For the host of a URL, and its port: where that is said and MOUNT is not there, the port mapper is asked for MOUNT.
     *
     * @throws UnknownHostException if the host's name has no address
     */
    public static Builder builder(NfsUrl url) throws UnknownHostException {
        Builder builder = new Builder(InetAddress.getByName(url.host()));
        if (url.port() != 0) {
            builder.port(Nfs3.VERSION.program(), url.port()).mountPort(url.port());
            builder.mountPortGuessed = true;
        }
        return builder;
    }

    /** Makes a call to whatever program the procedure belongs to. */
    @Override
    public <R extends XdrEncodable> R call(Procedure<?, R> procedure, Request<R> request) throws IOException {
        return client(procedure.version()).call(procedure, request);
    }

    /**
     * The handle of a directory, by MOUNT version 3.
     *
     * @throws VfsException if the server will not have it mounted
     */
    public Opaque mount(Name path) throws IOException {
        return switch (mounted(path)) {
            case Mnt.Ok ok -> {
                checkFlavors(path, ok);
                yield ok.handle();
            }
            case Mnt.Failed failed -> throw new VfsException(NfsFailure.errorOf(failed.status()), path.toString());
        };
    }

    private Mnt.Result mounted(Name path) throws IOException {
        try {
            return call(new Mnt(path));
        } catch (RpcException e) {
            boolean elsewhere = e.reason() instanceof RpcException.Unaccepted(AcceptStatus status)
                    && status == AcceptStatus.PROG_UNAVAIL;
            if (!mountPortGuessed || !elsewhere) {
                throw e;
            }
        }
        ports.remove(Mount.PROGRAM);
        forget(Mount.PROGRAM);
        return call(new Mnt(path));
    }

    /** Of a server that names none, all will do. */
    private void checkFlavors(Name path, Mnt.Ok mounted) throws VfsException {
        boolean fits = mounted.flavors().isEmpty()
                || mounted.flavors().contains(Credential.None.FLAVOR)
                || mounted.flavors().contains(credential.flavor());
        if (!fits) {
            throw new VfsException(
                    VfsError.ACCES, path + ": the server wants credentials of another flavor: " + mounted.flavors());
        }
    }

    /** Says that the directory is no longer used. */
    public void unmount(Name path) throws IOException {
        call(new Umnt(path));
    }

    /**
     * Mounts a directory and gives its files, by NFS version 3.
     *
     * @param directory absolute, as MOUNT knows it
     * @throws VfsException if the server will not have it mounted
     */
    public NfsVolume volume(Name directory) throws IOException {
        return NfsVolume.of(this, new Calls(this, patience), directory, mount(directory));
    }

    /**
     * Mounts the export that an absolute path leads into: the longest part of the path that the server lets be mounted. What
     * the rest names need not exist.
     *
     * @throws VfsException as the server said of the longest path that it knows; NOENT where it knows none
     */
    public NfsLocation locate(Name path) throws IOException {
        return NfsLocation.find(this, NfsPath.of(path));
    }

    /**
     * Where a program listens, as told or as the port mapper says; 0 where it is not registered.
     *
     * @throws IOException if the port mapper cannot be asked
     */
    public int port(ProgramVersion program) throws IOException {
        Integer known = ports.get(program.program());
        return known != null ? known : askPort(program);
    }

    /** By a connection of its own, because there is nothing more to ask for a long time. */
    private int askPort(ProgramVersion program) throws IOException {
        try (RpcClient portmap = caller(connect(port(Bind.V2)))) {
            return new PortmapClient(portmap).port(program, Netid.of(protocol, host));
        }
    }

    private RpcClient client(ProgramVersion program) throws IOException {
        connecting.lock();
        try {
            RpcClient known = byProgram.get(program.program());
            if (known != null) {
                return known;
            }
            RpcClient made = caller(new ClientChannelLasting(() -> connect(portOf(program))));
            byProgram.put(program.program(), made);
            return made;
        } finally {
            connecting.unlock();
        }
    }

    private int portOf(ProgramVersion program) throws IOException {
        int port = port(program);
        if (port == 0) {
            throw new IOException(program.name() + " is not registered with the port mapper of " + host);
        }
        return port;
    }

    private RpcClient caller(ClientChannel channel) {
        return new RpcClient(channel, random).as(credential).within(timeout);
    }

    private ClientChannel connect(int port) throws IOException {
        InetSocketAddress server = new InetSocketAddress(host, port);
        return switch (protocol) {
            case UDP -> ClientChannelDatagram.udp(server, source, FIRST_INTERVAL);
            case TCP, IN_PROCESS -> ClientChannelStream.tcp(server, source, timeout);
        };
    }

    Protocol protocol() {
        return protocol;
    }

    private void forget(int program) {
        connecting.lock();
        try {
            RpcClient known = byProgram.remove(program);
            if (known != null) {
                known.close();
            }
        } finally {
            connecting.unlock();
        }
    }

    @Override
    public void close() {
        connecting.lock();
        try {
            byProgram.values().forEach(RpcClient::close);
            byProgram.clear();
        } finally {
            connecting.unlock();
        }
    }

    /** How a host is called; all but the host has defaults. */
    public static final class Builder {
        private final InetAddress host;
        private final Map<Integer, Integer> ports = new HashMap<>(Map.of(Bind.PROGRAM, Bind.PORT));
        private Protocol protocol = Protocol.TCP;
        private Credential credential = new Credential.None();
        private Duration timeout = Duration.ofSeconds(10);
        private Patience patience = Patience.of(Duration.ofMinutes(2));
        private SourcePort source = SourcePort.ANY;
        private boolean mountPortGuessed;

        private Builder(InetAddress host) {
            this.host = host;
        }

        /** TCP unless told otherwise. */
        public Builder protocol(Protocol value) {
            this.protocol = value;
            return this;
        }

        /** Where the port mapper is asked; {@link Bind#PORT} unless told otherwise. */
        public Builder portmapPort(int port) {
            return port(Bind.PROGRAM, port);
        }

        /** Where MOUNT listens, instead of asking. */
        public Builder mountPort(int port) {
            mountPortGuessed = false;
            return port(Mount.PROGRAM, port);
        }

        /** Where a program listens, instead of asking. */
        public Builder port(int program, int port) {
            ports.put(program, port);
            return this;
        }

        /** On whose behalf; nobody's unless told otherwise. */
        public Builder credential(Credential value) {
            this.credential = value;
            return this;
        }

        /** For each call, and for each connection to be made. */
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /**
         * How long the files of volumes ask again what was answered with JUKEBOX, "not now", before they pass it on; two
         * minutes unless told otherwise. Raw calls never do.
         */
        public Builder patience(Duration longest) {
            return patience(Patience.of(longest));
        }

        Builder patience(Patience value) {
            this.patience = value;
            return this;
        }

        /** Calls from a port below 1024, as some servers insist: takes a privilege. */
        public Builder privilegedPort() {
            this.source = SourcePort.PRIVILEGED;
            return this;
        }

        /** Nothing is called yet. */
        public NfsClient build() {
            return new NfsClient(this);
        }
    }
}
