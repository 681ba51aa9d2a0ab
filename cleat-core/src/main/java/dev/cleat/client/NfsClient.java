package dev.cleat.client;

import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.mount.Status;
import dev.cleat.mount.Umnt;
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
import dev.cleat.rpc.transport.ClientChannelStream;
import dev.cleat.rpc.transport.SourcePort;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls the programs of one host. Ports that it was not told are asked of the host's port mapper, connections are made when
 * they are first needed, and made anew after they broke.
 *
 * <pre>{@code
 * try (NfsClient client = NfsClient.builder(InetAddress.getByName("nas")).build()) {
 *     Opaque root = client.mount(Name.of("/photos"));
 *     GetAttr.Result attributes = client.call(new GetAttr(root));
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
    private final SourcePort source;
    private final Map<Integer, Integer> ports;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock connecting = new ReentrantLock();
    private final Map<Integer, RpcClient> byProgram = new HashMap<>();

    private NfsClient(Builder builder) {
        this.host = builder.host;
        this.protocol = builder.protocol;
        this.credential = builder.credential;
        this.timeout = builder.timeout;
        this.source = builder.source;
        this.ports = new HashMap<>(builder.ports);
    }

    public static Builder builder(InetAddress host) {
        return new Builder(host);
    }

    /** Makes a call to whatever program the procedure belongs to. */
    @Override
    public <R extends XdrEncodable> R call(Procedure<?, R> procedure, Request<R> request) throws IOException {
        ProgramVersion program = procedure.version();
        RpcClient client = client(program);
        try {
            return client.call(procedure, request);
        } catch (RpcException | XdrException e) {
            throw e; // the connection is as good as before
        } catch (IOException e) {
            forget(program, client);
            throw e;
        }
    }

    /**
     * The handle of a directory, by MOUNT version 3.
     *
     * @throws VfsException if the server will not have it mounted
     */
    public Opaque mount(Name path) throws IOException {
        return switch (call(new Mnt(path))) {
            case Mnt.Ok ok -> ok.handle();
            case Mnt.Failed failed -> throw new VfsException(errorOf(failed.status()));
        };
    }

    /** Says that the directory is no longer used. */
    public void unmount(Name path) throws IOException {
        call(new Umnt(path));
    }

    private static VfsError errorOf(Status status) {
        return switch (status) {
            case PERM -> VfsError.PERM;
            case NOENT -> VfsError.NOENT;
            case ACCES -> VfsError.ACCES;
            case NOTDIR -> VfsError.NOTDIR;
            case INVAL -> VfsError.INVAL;
            case NAMETOOLONG -> VfsError.NAMETOOLONG;
            case NOTSUPP -> VfsError.NOTSUPP;
            case SERVERFAULT -> VfsError.SERVERFAULT;
            case OK, IO -> VfsError.IO;
        };
    }

    /**
     * Where a program listens, as told or as the port mapper says; 0 where it is not registered.
     *
     * @throws IOException if the port mapper cannot be asked
     */
    public int port(ProgramVersion program) throws IOException {
        connecting.lock();
        try {
            Integer known = ports.get(program.program());
            return known != null ? known : askPort(program);
        } finally {
            connecting.unlock();
        }
    }

    /** By a connection of its own, because there is nothing more to ask for a long time. */
    private int askPort(ProgramVersion program) throws IOException {
        try (RpcClient portmap = open(port(Bind.V2))) {
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
            int port = port(program);
            if (port == 0) {
                throw new IOException(program.name() + " is not registered with the port mapper of " + host);
            }
            RpcClient made = open(port);
            byProgram.put(program.program(), made);
            return made;
        } finally {
            connecting.unlock();
        }
    }

    private RpcClient open(int port) throws IOException {
        ClientChannel channel = connect(new InetSocketAddress(host, port));
        return new RpcClient(channel, random).as(credential).within(timeout);
    }

    private ClientChannel connect(InetSocketAddress server) throws IOException {
        return switch (protocol) {
            case UDP -> ClientChannelDatagram.udp(server, source, FIRST_INTERVAL);
            case TCP, IN_PROCESS -> ClientChannelStream.tcp(server, source, timeout);
        };
    }

    private void forget(ProgramVersion program, RpcClient broken) {
        connecting.lock();
        try {
            byProgram.remove(program.program(), broken);
        } finally {
            connecting.unlock();
        }
        broken.close();
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
        private SourcePort source = SourcePort.ANY;

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
