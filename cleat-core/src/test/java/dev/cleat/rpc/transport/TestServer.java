package dev.cleat.rpc.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.Call;
import dev.cleat.rpc.Procedure;
import dev.cleat.rpc.Rejection;
import dev.cleat.rpc.RpcListener;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.TestProgram;
import dev.cleat.rpc.Workers;
import dev.cleat.rpc.replay.ReplayCache;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The test program on loopback ports, by TCP and UDP. Closing it asserts that nothing of it is left. */
final class TestServer implements AutoCloseable {
    static final int WORKERS = 4;
    static final int QUEUE = 16;

    final TestProgram program = new TestProgram();
    final AtomicLong clock = new AtomicLong();
    final Queue<String> heard = new ConcurrentLinkedQueue<>();
    final Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();
    final Queue<Throwable> bugs = new ConcurrentLinkedQueue<>();
    final Network network;
    final RpcServer rpc;
    final InetSocketAddress tcp;
    final InetSocketAddress udp;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Workers workers;

    TestServer() throws IOException {
        this(Limits.DEFAULT);
    }

    TestServer(Limits limits) throws IOException {
        workers = new Workers(WORKERS, QUEUE, 64, this::thread);
        network = Network.builder()
                .eventThreads(2)
                .limits(limits)
                .threadFactory(this::thread)
                .clock(clock::get, Duration.ZERO)
                .listener(new Hearing())
                .open();
        rpc = RpcServer.builder(workers)
                .service(program.service(2))
                .service(program.service(3))
                .replays(new ReplayCache(1024, 1 << 20, ReplayCache.LIFETIME, clock::get))
                .listener(new Listening())
                .build();
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        tcp = network.listenTcp(any, rpc).address();
        udp = network.listenUdp(any, rpc).address();
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "serving");
        threads.add(thread);
        return thread;
    }

    Peer connect() throws IOException {
        return new Peer(tcp);
    }

    /** A client whose kernel takes little for it. */
    Peer connectWithSmallBuffer() throws IOException {
        return new Peer(tcp, 4096);
    }

    /** Ends all that can wait for time. */
    void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        assertThat(network.close(Duration.ofSeconds(10))).isTrue();
        assertThat(workers.close(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).noneMatch(Thread::isAlive);
        assertThat(network.connections()).isZero();
        assertThat(network.buffers().lent()).isZero();
    }

    private final class Hearing implements TransportListener {
        @Override
        public void closed(InetSocketAddress client, String why) {
            heard.add(why);
        }

        @Override
        public void notice(String line) {
            heard.add(line);
        }

        @Override
        public void failed(Throwable bug) {
            bugs.add(bug);
        }
    }

    private final class Listening implements RpcListener {
        @Override
        public void failed(String what, InetSocketAddress client, Throwable bug) {
            bugs.add(bug);
        }

        @Override
        public void rejected(InetSocketAddress client, Rejection why) {
            rejections.add(why);
        }

        @Override
        public void finished(long token, Procedure<?, ?> procedure, Call call, int answerBytes) {
            heard.add(procedure + " " + answerBytes);
        }
    }
}
