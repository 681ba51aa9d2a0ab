package dev.cleat.nfs3.server;

import dev.cleat.export.Export;
import dev.cleat.export.ExportIds;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.export.Squash;
import dev.cleat.export.file.ExportTable;
import dev.cleat.rpc.Call;
import dev.cleat.rpc.Exchange;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.RpcListener;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.Workers;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.transport.InProcess;
import dev.cleat.vfs.ServingThread;
import dev.cleat.vfs.Vfs;
import dev.cleat.xdr.BufferPool;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server of NFSv3 within the process, and what clients would say to it. */
final class TestServer implements AutoCloseable {
    private static final int FIRST_PORT = 40000;

    final ExportTable exports;
    final List<Throwable> faults = new ArrayList<>();
    private final Workers workers = new Workers(2, 16, 16, task -> new ServingThread(task, "test-pool"));
    private final RpcServer server;
    private final AtomicInteger xids = new AtomicInteger();

    TestServer(HandleKey key) {
        this.exports = new ExportTable(key, new NumberedByName(), InstantSource.system(), new Random(1));
        this.server = RpcServer.builder(workers)
                .service(Nfs3Service.of(exports))
                .listener(new RpcListener() {
                    @Override
                    public void failed(String what, InetSocketAddress client, Throwable bug) {
                        faults.add(bug);
                    }
                })
                .build();
    }

    /** Serves one export, {@code /files}, whose superuser stays one. */
    static TestServer of(Vfs vfs) throws IOException {
        TestServer server = new TestServer(HandleKey.random());
        server.export("files", vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE));
        return server;
    }

    void export(String name, Vfs vfs, ExportOptions options) throws IOException {
        exports.put(new Export(name, null, vfs, options));
    }

    Client client(int uid, int gid, int... gids) {
        return client(new InetSocketAddress(InetAddress.getLoopbackAddress(), FIRST_PORT), uid, gid, gids);
    }

    Client client(InetSocketAddress address, int uid, int gid, int... gids) {
        return new Client(address, uid, gid, gids);
    }

    @Override
    public void close() {
        workers.close();
    }

    /** The numbers that names have. */
    private static final class NumberedByName implements ExportIds {
        private final Map<Integer, String> names = new HashMap<>();

        @Override
        public synchronized int idOf(String name) throws IOException {
            return ExportIds.assign(names, name);
        }
    }

    /** Somebody who calls. */
    final class Client {
        private final InetSocketAddress address;
        private final InProcess transport;
        private final int uid;
        private final int gid;
        private final int[] gids;

        private Client(InetSocketAddress address, int uid, int gid, int... gids) {
            this.address = address;
            this.transport = new InProcess(server, address, BufferPool.HEAP);
            this.uid = uid;
            this.gid = gid;
            this.gids = gids;
        }

        /** The handle of an export's top directory, or of the root that lists all, as MOUNT would give it. */
        Opaque root(@Nullable String export) throws IOException {
            Exchange exchange = (Exchange) Proxy.newProxyInstance(
                    Exchange.class.getClassLoader(), new Class<?>[] {Exchange.class}, (proxy, method, none) -> {
                        return method.getName().equals("client") ? address : null;
                    });
            return exports.root(export, new Call(exchange, new Credential.None(), 0, true))
                    .handle();
        }

        <R extends XdrEncodable> R call(Request<R> request) throws IOException {
            Procedure<?, R> procedure = request.procedure();
            XdrWriter out = new XdrWriter();
            int xid = xids.incrementAndGet();
            for (int word : new int[] {
                xid, 0, 2, procedure.version().program(), procedure.version().version(), procedure.number()
            }) {
                out.writeInt(word);
            }
            writeCredential(out);
            request.encode(out);
            ByteBuffer answer = transport.call(out.toBuffer());
            XdrReader in = new XdrReader(answer);
            int[] header = {in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt()};
            if (header[0] != xid || header[1] != 1 || header[2] != 0 || header[5] != 0) {
                throw new IOException(procedure + " was turned away: " + java.util.Arrays.toString(header));
            }
            R results = procedure.results().decode(in);
            in.expectEnd();
            return results;
        }

        private void writeCredential(XdrWriter out) {
            out.writeInt(1);
            out.writeInt(4 + 4 + 4 + 4 + 4 + 4 + 4 * gids.length);
            out.writeInt(0);
            out.writeString("test");
            out.writeInt(uid);
            out.writeInt(gid);
            out.writeInt(gids.length);
            for (int more : gids) {
                out.writeInt(more);
            }
            out.writeInt(0);
            out.writeInt(0);
        }
    }
}
