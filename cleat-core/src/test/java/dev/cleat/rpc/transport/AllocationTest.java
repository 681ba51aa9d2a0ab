package dev.cleat.rpc.transport;

import static dev.cleat.rpc.Messages.callAs;
import static dev.cleat.rpc.Messages.record;
import static dev.cleat.rpc.Messages.sys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.Workers;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an event thread leaves to the garbage collector for each call that it answers itself. */
@Timeout(60)
class AllocationTest {
    private static final int BURST = 16;
    private static final int BURSTS = 2000;
    /** The test's own argument, result and listener are part of it; the file layer has its own budget. */
    private static final long BYTES_PER_CALL = 100;

    @Test
    void aCallLeavesLittleBehind() throws Exception {
        AtomicReference<Thread> eventThread = new AtomicReference<>();
        try (Workers workers =
                        new Workers(1, 16, 16, Thread.ofPlatform().daemon().factory());
                Network network = Network.builder()
                        .eventThreads(1)
                        .threadFactory(task -> {
                            Thread thread = new Thread(task);
                            eventThread.set(thread);
                            return thread;
                        })
                        .open()) {
            RpcServer server = RpcServer.builder(workers)
                    .service(new TestProgram().service(3))
                    .build();
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            try (Peer peer = new Peer(network.listenTcp(any, server).address())) {
                converse(peer);
                long before = allocatedBy(eventThread.get());
                converse(peer);
                long each = (allocatedBy(eventThread.get()) - before) / (BURST * BURSTS);
                assertThat(each).isLessThan(BYTES_PER_CALL);
            }
        }
    }

    private static void converse(Peer peer) throws Exception {
        byte[][] burst = new byte[BURST][];
        Arrays.setAll(burst, i -> record(callAs(sys(i, "machine", 1000, 1000, 4, 20), i, TestProgram.INLINE, i)));
        for (int i = 0; i < BURSTS; i++) {
            peer.say(burst);
            for (int j = 0; j < BURST; j++) {
                peer.hear();
            }
        }
    }

    /** By reflection, because the library does not need the module that tells. */
    private static long allocatedBy(Thread thread) throws ReflectiveOperationException {
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method allocated =
                Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        return (long) allocated.invoke(bean, thread.threadId());
    }
}
