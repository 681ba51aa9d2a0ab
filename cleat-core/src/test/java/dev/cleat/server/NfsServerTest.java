package dev.cleat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.cleat.client.NfsClient;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.Protocol;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileTree;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.ServingThread;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NfsServerTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Thread> heardOn = new CopyOnWriteArrayList<>();

    private final class Hearing implements ServerListener {
        private void hear(String event) {
            events.add(event);
            heardOn.add(Thread.currentThread());
        }

        @Override
        public void mounted(InetSocketAddress client, String path) {
            hear("mounted " + path);
        }

        @Override
        public void unmounted(InetSocketAddress client, String path) {
            hear("unmounted " + path);
        }

        @Override
        public void exported(Export export) {
            hear("exported " + export.name());
        }

        @Override
        public void changed(Export before, Export after) {
            hear("changed " + before.options().readOnly() + " to "
                    + after.options().readOnly());
        }

        @Override
        public void unexported(Export export) {
            hear("unexported " + export.name());
        }

        @Override
        public void failed(String what, InetSocketAddress client, Throwable fault) {
            hear(what + " " + fault.getStackTrace()[0].getMethodName());
        }
    }

    /** A back end with a bug. */
    private static final class Broken extends ForwardingVfs {
        Broken() {
            super(new MemoryVfs());
        }

        @Override
        public Attributes attributes(FileId file) {
            throw new IllegalStateException("a bug");
        }
    }

    private static NfsServer.Builder builder() {
        return NfsServer.builder(ServerOptions.loopbackDesktop());
    }

    private static NfsClient client(NfsServer server) {
        return client(server, Protocol.TCP);
    }

    private static NfsClient client(NfsServer server, Protocol protocol) {
        return NfsClient.builder(InetAddress.getLoopbackAddress())
                .port(100003, server.port())
                .mountPort(server.mountPort())
                .protocol(protocol)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private void awaitEvents(String... expected) {
        await().atMost(SOON).untilAsserted(() -> assertThat(events).containsExactly(expected));
    }

    @Test
    void aTreeIsServedInOneCall() throws IOException {
        FileTree empty = new FileTree() {
            @Override
            public @Nullable Entry stat(String path) {
                return path.isEmpty() ? new Entry.Folder(Instant.EPOCH) : null;
            }

            @Override
            public List<String> list(String path) {
                return List.of();
            }

            @Override
            public void read(String path, long offset, ByteBuffer into) {}
        };
        try (NfsServer server = NfsServer.serve("tree", empty);
                NfsClient client = client(server)) {
            assertThat(client.call(new GetAttr(client.mount(Name.of("/tree"))))).isInstanceOf(GetAttr.Ok.class);
        }
    }

    @Test
    void eventsAreHeardInTheirOrder() throws IOException {
        MemoryVfs vfs = new MemoryVfs();
        try (NfsServer server =
                        builder().export("a", vfs).listener(new Hearing()).start();
                NfsClient client = client(server)) {
            server.export("b", vfs);
            client.mount(Name.of("/b"));
            client.unmount(Name.of("/b"));
            server.export(new Export("b", null, vfs, ExportOptions.DEFAULT.withReadOnly(true)));
            server.unexport("b");
            awaitEvents(
                    "exported a", "exported b", "mounted /b", "unmounted /b", "changed false to true", "unexported b");
        }
    }

    @Test
    void aFaultOfABackEndIsHeardWithItsStackAndServingGoesOn() throws IOException {
        try (NfsServer server = builder()
                        .export("broken", new Broken())
                        .export("sound", new MemoryVfs())
                        .listener(new Hearing())
                        .start();
                NfsClient client = client(server)) {
            assertThatExceptionOfType(VfsException.class).isThrownBy(() -> client.mount(Name.of("/broken")));
            client.mount(Name.of("/sound"));
            awaitEvents("exported broken", "exported sound", "mount3.MNT attributes", "mounted /sound");
        }
    }

    @Test
    void eventsCanBeHeardOnAnExecutorOfTheHosts() throws IOException {
        try (ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "the host's"));
                NfsServer server = builder()
                        .export("a", new MemoryVfs())
                        .listener(new Hearing(), executor)
                        .start()) {
            assertThat(server.exports()).hasSize(1);
            awaitEvents("exported a");
            assertThat(heardOn).extracting(Thread::getName).containsOnly("the host's");
        }
    }

    @Test
    void aListenerThatWaitsHoldsNobodyUp() throws IOException {
        Semaphore never = new Semaphore(0);
        ServerListener stuck = new ServerListener() {
            @Override
            public void exported(Export export) {
                never.acquireUninterruptibly();
            }
        };
        NfsServer server =
                builder().export("a", new MemoryVfs()).listener(stuck).start();
        try (NfsClient client = client(server)) {
            client.mount(Name.of("/a"));
        }
        server.close();
        never.release();
    }

    @Test
    void aListenerThatThrowsHearsTheNextEvent() throws IOException {
        List<Throwable> reported = new CopyOnWriteArrayList<>();
        ServerListener throwing = new ServerListener() {
            @Override
            public void exported(Export export) {
                events.add(export.name());
                throw new IllegalStateException("the listener's");
            }
        };
        try (NfsServer server = builder()
                .export("a", new MemoryVfs())
                .export("b", new MemoryVfs())
                .threads(task -> {
                    Thread thread = new ServingThread(task, "t");
                    thread.setUncaughtExceptionHandler((where, bug) -> reported.add(bug));
                    return thread;
                })
                .listener(throwing)
                .start()) {
            awaitEvents("a", "b");
            await().atMost(SOON).until(() -> reported.size() == server.exports().size());
        }
    }

    @Test
    void severalServersShareAJvmAndAFileSystem() throws IOException {
        MemoryVfs vfs = new MemoryVfs();
        try (NfsServer one = NfsServer.serve("a", vfs);
                NfsServer other = NfsServer.serve("a", vfs);
                NfsClient client = client(one);
                NfsClient otherClient = client(other)) {
            Opaque handle = client.mount(Name.of("/a"));
            Opaque otherHandle = otherClient.mount(Name.of("/a"));
            assertThat(one.port()).isNotEqualTo(other.port());
            assertThat(otherClient.call(new GetAttr(otherHandle))).isEqualTo(client.call(new GetAttr(handle)));
            assertThat(otherClient.call(new GetAttr(handle))).isEqualTo(new GetAttr.Failed(Status.STALE));
            assertThat(one.close(SOON)).isTrue();
            assertThat(otherClient.call(new GetAttr(otherHandle))).isInstanceOf(GetAttr.Ok.class);
        }
    }

    @Test
    void everyThreadComesFromTheHostsFactoryAndEnds() throws IOException {
        List<Thread> made = new CopyOnWriteArrayList<>();
        NfsServer server = builder()
                .threads(task -> {
                    Thread thread = new ServingThread(task, "host-" + made.size());
                    made.add(thread);
                    return thread;
                })
                .export("a", new MemoryVfs())
                .listener(new Hearing())
                .start();
        assertThat(server.close(SOON)).isTrue();
        assertThat(made).hasSizeGreaterThan(server.options().limits().threads()).noneMatch(Thread::isAlive);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("cleat-starter"))
                .isEmpty();
    }

    @Test
    void aServerOverTcpAloneHearsNoDatagrams() throws IOException {
        try (NfsServer server = builder().export("a", new MemoryVfs()).start();
                NfsClient tcp = client(server);
                NfsClient udp = NfsClient.builder(InetAddress.getLoopbackAddress())
                        .port(100003, server.port())
                        .mountPort(server.mountPort())
                        .protocol(Protocol.UDP)
                        .timeout(Duration.ofSeconds(1))
                        .build()) {
            tcp.mount(Name.of("/a"));
            assertThatIOException().isThrownBy(() -> udp.mount(Name.of("/a")));
        }
    }

    @Test
    void aServerOverUdpAloneTakesNoConnections() throws IOException {
        try (NfsServer server = builder()
                        .protocols(Protocol.UDP)
                        .export("a", new MemoryVfs())
                        .start();
                NfsClient udp = client(server, Protocol.UDP);
                NfsClient tcp = client(server)) {
            udp.mount(Name.of("/a"));
            assertThatIOException().isThrownBy(() -> tcp.mount(Name.of("/a")));
        }
    }

    @Test
    void thePortmapperNamesOnlyWhatIsServed() throws IOException {
        try (NfsServer server = builder()
                        .portmap(new PortmapMode.Own(0))
                        .export("a", new MemoryVfs())
                        .start();
                NfsClient udp = NfsClient.builder(InetAddress.getLoopbackAddress())
                        .portmapPort(server.portmapPort().orElseThrow())
                        .protocol(Protocol.UDP)
                        .build();
                NfsClient tcp = NfsClient.builder(InetAddress.getLoopbackAddress())
                        .portmapPort(server.portmapPort().orElseThrow())
                        .build()) {
            assertThat(tcp.port(Nfs3.VERSION)).isEqualTo(server.port());
            assertThat(udp.port(Nfs3.VERSION)).isZero();
        }
    }

    @Test
    void clientsAreToldOfATransferThatFitsIntoARecord() throws IOException {
        ServerLimits limits = ServerLimits.SMALL.withRecordBytes((64 << 10) + ServerLimits.HEADER_BYTES);
        try (NfsServer server =
                        builder().limits(limits).export("a", new MemoryVfs()).start();
                NfsClient client = client(server)) {
            Opaque root = client.mount(Name.of("/a"));
            FsInfo.Ok info = (FsInfo.Ok) client.call(new FsInfo(root));
            assertThat(info.writeMax()).isEqualTo(64 << 10);
            ByteBuffer data = ByteBuffer.allocate(info.writeMax());
            assertThat(client.call(new Write(root, 0, Stability.UNSTABLE, data)))
                    .isInstanceOf(Write.Failed.class); // it is a folder, but the message arrived
        }
    }

    @Test
    void wrongOptionsAreRefusedWhereTheyAreGiven() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> builder().port(70_000));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> builder().protocols());
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> builder().patience(Duration.ZERO));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ServerLimits.DEFAULT.withRecordBytes(100));
    }

    @Test
    void aPresetForALanLetsInPrivateNetworksOnly() throws IOException {
        ServerOptions options = ServerOptions.readOnlyLan();
        assertThat(options.rules().readOnly()).isTrue();
        assertThat(options.rules().clients())
                .anyMatch(rule -> rule.matches(address("192.168.3.4")))
                .anyMatch(rule -> rule.matches(address("fd00::1")))
                .noneMatch(rule -> rule.matches(address("8.8.8.8")))
                .noneMatch(rule -> rule.matches(address("2001:db8::1")));
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
