package dev.cleat.rpc.transport;

import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The test program, served over TCP. */
final class Serving implements AutoCloseable {
    private final Workers workers =
            new Workers(2, 100, 100, Thread.ofPlatform().daemon().factory());
    private final Network network = Network.builder().eventThreads(1).open();
    private final Endpoint endpoint;

    Serving() throws IOException {
        RpcServer server =
                RpcServer.builder(workers).service(new TestProgram().service(3)).build();
        endpoint = network.listenTcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), server);
    }

    InetSocketAddress address() {
        return endpoint.address();
    }

    @Override
    public void close() {
        network.close();
        workers.close();
    }
}
