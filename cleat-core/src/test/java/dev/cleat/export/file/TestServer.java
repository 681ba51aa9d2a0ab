package dev.cleat.export.file;

import dev.cleat.export.Export;
import dev.cleat.export.ExportIds;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.export.Squash;
import dev.cleat.nfs2.server.Nfs2Service;
import dev.cleat.nfs3.server.Nfs3Service;
import dev.cleat.rpc.Call;
import dev.cleat.rpc.Exchange;
import dev.cleat.rpc.Request;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcListener;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.Workers;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.transport.ClientChannelInProcess;
import dev.cleat.rpc.transport.InProcess;
import dev.cleat.vfs.ServingThread;
import dev.cleat.vfs.Vfs;
import dev.cleat.xdr.BufferPool;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrEncodable;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A server of files within the process, and what clients would say to it. */
public final class TestServer implements AutoCloseable {
    private static final int FIRST_PORT = 40000;

    public final ExportTable exports;
    public final List<Throwable> faults = new ArrayList<>();
    private final Workers workers = new Workers(2, 16, 16, task -> new ServingThread(task, "test-pool"));
    private final RpcServer server;
    private final Random random = new Random(1);

    public TestServer(HandleKey key) {
        this.exports = new ExportTable(key, new NumberedByName(), InstantSource.system(), random);
        this.server = RpcServer.builder(workers)
                .service(Nfs2Service.of(exports))
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
    public static TestServer of(Vfs vfs) throws IOException {
        TestServer server = new TestServer(HandleKey.random());
        server.export("files", vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE));
        return server;
    }

    public void export(String name, Vfs vfs, ExportOptions options) throws IOException {
        exports.put(new Export(name, null, vfs, options));
    }

    public Client client(int uid, int gid, int... gids) {
        return client(new InetSocketAddress(InetAddress.getLoopbackAddress(), FIRST_PORT), uid, gid, gids);
    }

    public Client client(InetSocketAddress address, int uid, int gid, int... gids) {
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
    public final class Client {
        private final InetSocketAddress address;
        private final RpcClient rpc;

        private Client(InetSocketAddress address, int uid, int gid, int... gids) {
            this.address = address;
            InProcess transport = new InProcess(server, address, BufferPool.HEAP);
            List<Integer> groups = Arrays.stream(gids).boxed().toList();
            this.rpc = new RpcClient(new ClientChannelInProcess(transport), random)
                    .as(new Credential.Sys(0, "test", uid, gid, groups));
        }

        /** The handle of an export's top directory, or of the root that lists all, as MOUNT would give it. */
        public Opaque root(@Nullable String export) throws IOException {
            Exchange exchange = (Exchange) Proxy.newProxyInstance(
                    Exchange.class.getClassLoader(), new Class<?>[] {Exchange.class}, (proxy, method, none) -> {
                        return method.getName().equals("client") ? address : null;
                    });
            return exports.root(export, new Call(exchange, new Credential.None(), 0, true))
                    .handle();
        }

        public <R extends XdrEncodable> R call(Request<R> request) throws IOException {
            return rpc.call(request);
        }
    }
}
