package dev.cleat.rpc.transport;

import static dev.cleat.rpc.Messages.call;
import static dev.cleat.rpc.Messages.success;

import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.Workers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** A process that serves the test program and prints its port, until its input ends. */
public final class ServeAlone {
    private ServeAlone() {}

    public static void main(String[] arguments) throws Exception {
        Workers workers = new Workers(2, 16, 16, Thread.ofPlatform().daemon().factory());
        try (Network network = Network.builder().open()) {
            RpcServer server = RpcServer.builder(workers)
                    .service(new TestProgram().service(3))
                    .build();
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            InetSocketAddress address = network.listenTcp(any, server).address();
            // The classes are loaded from a folder here, which takes descriptors; from a jar it does not.
            try (Peer first = new Peer(address)) {
                for (int procedure : new int[] {TestProgram.INLINE, TestProgram.POOL}) {
                    if (!Arrays.equals(first.call(call(1, procedure, 1)).hear(), success(1, 1))) {
                        throw new IllegalStateException("cannot serve");
                    }
                }
            }
            System.out.println(address.getPort());
            System.in.read();
        }
    }
}
