package dev.cleat.server;

import dev.cleat.export.Export;
import dev.cleat.export.ExportIds;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.GroupLookup;
import dev.cleat.export.HandleKey;
import dev.cleat.export.file.ExportTable;
import dev.cleat.rpc.Protocol;
import dev.cleat.vfs.FileTree;
import dev.cleat.vfs.ServingThread;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.tree.FileTreeVfs;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An NFS server: exports, and the ports at which they are served.
 *
 * <pre>{@code
 * try (NfsServer server = NfsServer.builder().export("photos", vfs).port(0).start()) {
 *     System.out.println("mount it from port " + server.port());
 *     ...
 * }
 * }</pre>
 *
 * <p>Several can run in one JVM. Exports come and go while one runs, from any thread. Closing it ends every socket and thread in
 * bounded time, and leaves the file systems to whoever made them.
 */
public final class NfsServer implements AutoCloseable {
    private final ServerOptions options;
    private final ExportTable exports;
    private final Ports ports;
    private final ServerListener listener;
    private final @Nullable Announcements announcements;

    private NfsServer(ServerOptions options, ExportTable exports, Ports ports, @Nullable Announcements announcements) {
        this.options = options;
        this.exports = exports;
        this.ports = ports;
        this.announcements = announcements;
        this.listener = announcements == null ? Builder.DEAF : announcements;
    }

    public static Builder builder() {
        return new Builder(ServerOptions.DEFAULT);
    }

    /**
     * @param options such as {@link ServerOptions#loopbackDesktop}; the builder's methods change them one by one
     */
    public static Builder builder(ServerOptions options) {
        return new Builder(options);
    }

    /**
     * Serves a tree at any free port of this machine's loopback address, for its own clients.
     *
     * @param name under which clients mount it
     */
    public static NfsServer serve(String name, FileTree tree) throws IOException {
        return serve(name, new FileTreeVfs(tree));
    }

    /** As {@link #serve(String, FileTree)}, for a file system, which stays whose it is. */
    public static NfsServer serve(String name, Vfs vfs) throws IOException {
        return builder(ServerOptions.loopbackDesktop()).export(name, vfs).start();
    }

    public ServerOptions options() {
        return options;
    }

    /** Where NFS is served. */
    public int port() {
        return ports.nfs();
    }

    /** Where MOUNT is served. */
    public int mountPort() {
        return ports.mount();
    }

    /** Where a portmapper answers for this server, its own or another's; empty where none does. */
    public OptionalInt portmapPort() {
        return ports.portmap();
    }

    /** Adds an export, or replaces the one of this name, from the next call on. */
    public void export(Export export) throws IOException {
        Export before = exports.put(export);
        if (before == null) {
            listener.exported(export);
        } else {
            listener.changed(before, export);
        }
    }

    /** As {@link #export(Export)}, with the server's rules ({@link ServerOptions#rules}). */
    public void export(String name, Vfs vfs) throws IOException {
        export(new Export(name, null, vfs, options.rules()));
    }

    /**
     * Removes an export: its handles are stale from the next call on. Its file system may be closed when calls that are
     * running have ended.
     *
     * @return what was removed, or null
     */
    public @Nullable Export unexport(String name) {
        Export gone = exports.remove(name);
        if (gone != null) {
            listener.unexported(gone);
        }
        return gone;
    }

    /** By name. */
    public List<Export> exports() {
        return exports.exports();
    }

    /** As {@link #close(Duration)} with {@link ServerOptions#grace}. */
    @Override
    public void close() {
        close(options.grace());
    }

    /**
     * Takes no more calls, waits for those that are running, and ends all sockets and threads. A thread that a back end does not
     * return from ends when it does; it is a daemon, and serves nobody any more.
     *
     * @param grace how long to wait at most; closing takes some two seconds longer at worst
     * @return whether every call had an answer and every thread has ended
     */
    public boolean close(Duration grace) {
        boolean ended = ports.close(grace);
        if (announcements != null) {
            announcements.close();
        }
        return ended;
    }

    /** What a server is made of; all but the exports has defaults. */
    public static final class Builder {
        static final ServerListener DEAF = new ServerListener() {};

        private final Map<String, Function<ExportOptions, Export>> exports = new LinkedHashMap<>();
        private final Ports.Surroundings surroundings = new Ports.Surroundings();
        private ServerOptions options;
        private HandleKey handleKey = HandleKey.random();
        private ExportIds exportIds = new HashedExportIds();
        private ServerListener listener = DEAF;
        private Executor executor = Runnable::run;

        private Builder(ServerOptions options) {
            this.options = options;
        }

        /** Serves a file system under a name, with the server's rules ({@link #rules}). */
        public Builder export(String name, Vfs vfs) {
            exports.put(name, rules -> new Export(name, null, vfs, rules));
            return this;
        }

        /**
         * Serves a tree under a name, with the server's rules. Its identities end with the server; for lasting ones make a
         * {@link FileTreeVfs} with a map of its own.
         */
        public Builder export(String name, FileTree tree) {
            return export(name, new FileTreeVfs(tree));
        }

        public Builder export(Export export) {
            exports.put(export.name(), rules -> export);
            return this;
        }

        /** Replaces all that was said so far of ports, protocols, rules, limits and times. */
        public Builder options(ServerOptions all) {
            this.options = all;
            return this;
        }

        /** Where to serve; loopback unless told otherwise. */
        public Builder bind(InetAddress... addresses) {
            return options(options.withAddresses(addresses));
        }

        /**
         * @param port of NFS, 2049 unless told otherwise; 0 means any that is free
         */
        public Builder port(int port) {
            return options(options.withPort(port));
        }

        /**
         * @param port of MOUNT, that of NFS unless told otherwise; 0 means any that is free
         */
        public Builder mountPort(int port) {
            return options(options.withMountPort(port));
        }

        /** How clients find the ports; not at all unless told otherwise. */
        public Builder portmap(PortmapMode mode) {
            return options(options.withPortmap(mode));
        }

        /** How clients reach it; by TCP and UDP unless told otherwise. */
        public Builder protocols(Protocol... protocols) {
            return options(options.withProtocols(protocols));
        }

        /** The rules of exports that have none of their own; {@link ExportOptions#DEFAULT} unless told otherwise. */
        public Builder rules(ExportOptions rules) {
            return options(options.withRules(rules));
        }

        public Builder limits(ServerLimits limits) {
            return options(options.withLimits(limits));
        }

        /**
         * @param time that a back end has for a call before the client is told to try again later; null for ever
         */
        public Builder patience(@Nullable Duration time) {
            return options(options.withPatience(time));
        }

        /** Seals file handles; a random one unless told otherwise, so that handles end with the server. */
        public Builder handleKey(HandleKey key) {
            this.handleKey = key;
            return this;
        }

        public Builder exportIds(ExportIds ids) {
            this.exportIds = ids;
            return this;
        }

        /** Takes key and export numbers from a state folder, which must stay open for as long as the server. */
        public Builder state(StateFolder state) throws IOException {
            return handleKey(state.handleKey()).exportIds(state.exportIds());
        }

        /**
         * Who may talk to the server at all, whatever it asks: about each TCP connection once, about datagrams whenever one
         * comes. Called on the threads that read calls.
         */
        public Builder admission(ClientFilter filter) {
            surroundings.admission =
                    (client, local, protocol) -> filter.admits(client, local, protocol == Protocol.TCP);
            return this;
        }

        /**
         * Has groups looked up rather than believed: what a client says of them is forgotten, save that of the groups which its
         * user has it may choose the one for new files. A user whom the lookup does not know has the anonymous group alone.
         */
        public Builder groups(GroupLookup lookup) {
            surroundings.groups = lookup;
            return this;
        }

        /** Tells the time of day; the system's unless told otherwise. */
        public Builder clock(InstantSource source) {
            surroundings.clock = source;
            return this;
        }

        /**
         * Tells how much time has passed, for what ends when nothing happens: idle connections, remembered answers, patience.
         *
         * @param nanos as {@link System#nanoTime}
         */
        public Builder ticker(LongSupplier nanos) {
            surroundings.ticker = nanos;
            return this;
        }

        /**
         * Makes all platform threads of the server. {@link ServingThread}s are best: on others the Linux back end has to put
         * back, at the end of each call, whose identity it had taken. Unless told otherwise they are serving threads and daemons.
         */
        public Builder threads(ThreadFactory factory) {
            surroundings.threads = name -> factory;
            return this;
        }

        /** Hears events on a thread of the server's own, one after another. */
        public Builder listener(ServerListener hears) {
            return listener(hears, Runnable::run);
        }

        /**
         * @param on what the listener is called on; given the events one after another
         */
        public Builder listener(ServerListener hears, Executor on) {
            this.listener = hears;
            this.executor = on;
            return this;
        }

        /**
         * Serves.
         *
         * @throws IOException where a port is taken or forbidden; the message says which
         */
        public NfsServer start() throws IOException {
            ExportTable table = new ExportTable(
                    handleKey,
                    exportIds,
                    surroundings.clock,
                    new SecureRandom(),
                    Ports.patience(options, surroundings.ticker));
            if (surroundings.groups != null) {
                table.askGroups(surroundings.groups);
            }
            for (Function<ExportOptions, Export> export : exports.values()) {
                table.put(export.apply(options.rules()));
            }
            Announcements announcements = listener.equals(DEAF)
                    ? null
                    : new Announcements(listener, executor, surroundings.threads.named("cleat-listener-"));
            ServerListener hears = announcements == null ? DEAF : announcements;
            table.exports().forEach(hears::exported);
            try {
                return new NfsServer(options, table, Ports.open(options, surroundings, table, hears), announcements);
            } catch (IOException | RuntimeException e) {
                if (announcements != null) {
                    announcements.close();
                }
                throw e;
            }
        }
    }
}
