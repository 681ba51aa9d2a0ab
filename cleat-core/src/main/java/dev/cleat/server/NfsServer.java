package dev.cleat.server;

import dev.cleat.export.Export;
import dev.cleat.export.ExportIds;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.export.file.ExportTable;
import dev.cleat.rpc.Protocol;
import dev.cleat.vfs.Vfs;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
 * <p>Several can run in one JVM. Exports come and go while one runs. Closing it ends every socket and thread in bounded time,
 * and leaves the file systems to whoever made them.
 */
public final class NfsServer implements AutoCloseable {
    private final ExportTable exports;
    private final Ports ports;

    private NfsServer(ExportTable exports, Ports ports) {
        this.exports = exports;
        this.ports = ports;
    }

    public static Builder builder() {
        return new Builder();
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
        exports.put(export);
    }

    /**
     * Removes an export: its handles are stale from the next call on. Its file system may be closed when calls that are
     * running have ended.
     *
     * @return what was removed, or null
     */
    public @Nullable Export unexport(String name) {
        return exports.remove(name);
    }

    /** By name. */
    public List<Export> exports() {
        return exports.exports();
    }

    /** Takes no more calls, waits a few seconds for those that are running, and ends all threads. */
    @Override
    public void close() {
        ports.close();
    }

    /** What a server is made of; all but the exports has defaults. */
    public static final class Builder {
        private static final int DEFAULT_PORT = 2049;

        private final Map<String, Export> exports = new LinkedHashMap<>();
        private HandleKey handleKey = HandleKey.random();
        private ExportIds exportIds = new HashedExportIds();
        private ServerListener listener = new ServerListener() {};
        private final Ports.Plan plan = new Ports.Plan();

        private Builder() {
            plan.addresses = List.of(InetAddress.getLoopbackAddress());
            plan.port = DEFAULT_PORT;
        }

        /** Serves a file system under a name, with {@link ExportOptions#DEFAULT}. */
        public Builder export(String name, Vfs vfs) {
            return export(new Export(name, null, vfs, ExportOptions.DEFAULT));
        }

        public Builder export(Export export) {
            exports.put(export.name(), export);
            return this;
        }

        /** Where to serve; loopback unless told otherwise. */
        public Builder bind(InetAddress... addresses) {
            plan.addresses = List.of(addresses);
            return this;
        }

        /**
         * @param port of NFS, 2049 unless told otherwise; 0 means any that is free
         */
        public Builder port(int port) {
            plan.port = port;
            return this;
        }

        /**
         * @param port of MOUNT, that of NFS unless told otherwise; 0 means any that is free
         */
        public Builder mountPort(int port) {
            plan.mountPort = port;
            return this;
        }

        /** How clients find the ports; not at all unless told otherwise. */
        public Builder portmap(PortmapMode mode) {
            plan.portmap = mode;
            return this;
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
            plan.admission = (client, local, protocol) -> filter.admits(client, local, protocol == Protocol.TCP);
            return this;
        }

        public Builder clock(InstantSource source) {
            plan.clock = source;
            return this;
        }

        public Builder listener(ServerListener hears) {
            this.listener = hears;
            return this;
        }

        /**
         * Serves.
         *
         * @throws IOException where a port is taken or forbidden; the message says which
         */
        public NfsServer start() throws IOException {
            ExportTable table = new ExportTable(handleKey, exportIds, plan.clock, new SecureRandom());
            for (Export export : exports.values()) {
                table.put(export);
            }
            return new NfsServer(table, Ports.open(plan, table, listener));
        }
    }
}
