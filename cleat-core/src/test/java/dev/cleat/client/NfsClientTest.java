package dev.cleat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cleat.mount.Dump;
import dev.cleat.mount.Mount;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcException;
import dev.cleat.server.NfsServer;
import dev.cleat.server.PortmapMode;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class NfsClientTest {
    private final MemoryVfs vfs = new MemoryVfs();
    private NfsServer server;

    @BeforeEach
    void serve() throws IOException {
        server = start(0, 0);
    }

    private NfsServer start(int port, int portmap) throws IOException {
        return NfsServer.builder()
                .port(port)
                .portmap(new PortmapMode.Own(portmap))
                .export("srv", vfs)
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private NfsClient.Builder client() {
        return NfsClient.builder(InetAddress.getLoopbackAddress())
                .portmapPort(server.portmapPort().orElseThrow());
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    void handlesOfMountAreNfss(Protocol protocol) throws IOException {
        try (NfsClient client = client().protocol(protocol).build()) {
            Opaque root = client.mount(Name.of("/srv"));
            assertThat(client.call(new GetAttr(root))).isEqualTo(new GetAttr.Ok(vfs.attributes(vfs.root())));
            assertThat(client.call(new Dump()).mounts()).hasSize(1);
            client.unmount(Name.of("/srv"));
            assertThat(client.call(new Dump()).mounts()).isEmpty();
        }
    }

    @Test
    void refusedMountsSayWhy() throws IOException {
        try (NfsClient client = client().build()) {
            assertThatExceptionOfType(VfsException.class)
                    .isThrownBy(() -> client.mount(Name.of("/other")))
                    .matches(e -> e.error() == VfsError.NOENT);
        }
    }

    @Test
    void portsThatAreToldAreNotAskedFor() throws IOException {
        try (NfsClient client = NfsClient.builder(InetAddress.getLoopbackAddress())
                .portmapPort(1)
                .mountPort(server.mountPort())
                .port(Nfs3.VERSION.program(), server.port())
                .build()) {
            client.call(new Null(Nfs3.VERSION));
            client.call(new Null(Mount.V1));
        }
    }

    @Test
    void programsThatAreNotRegisteredAreNamed() throws IOException {
        try (NfsClient client = client().build()) {
            assertThatIOException()
                    .isThrownBy(() -> client.call(new Null(new ProgramVersion(100021, 4, "nlm4"))))
                    .withMessageContaining("nlm4 is not registered");
        }
    }

    @Test
    void refusalsLeaveTheConnection() throws IOException {
        try (NfsClient client = client().build()) {
            client.call(new Null(Nfs3.VERSION));
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> client.call(new Null(new ProgramVersion(100003, 4, "nfs4"))));
            client.call(new Null(Nfs3.VERSION));
        }
    }

    @Test
    void brokenConnectionsAreMadeAnew() throws IOException {
        try (NfsClient client = client().timeout(Duration.ofMillis(300)).build()) {
            client.call(new Null(Nfs3.VERSION));
            int port = server.port();
            int portmap = server.portmapPort().orElseThrow();
            server.close();
            assertThatIOException().isThrownBy(() -> client.call(new Null(Nfs3.VERSION)));
            server = start(port, portmap);
            client.call(new Null(Nfs3.VERSION));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    void callsWaitForAServerThatComesBack(Protocol protocol) throws Exception {
        try (NfsClient client = client().protocol(protocol)
                        .timeout(Duration.ofSeconds(30))
                        .build();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            client.call(new Null(Nfs3.VERSION));
            int port = server.port();
            int portmap = server.portmapPort().orElseThrow();
            server.close();
            Future<?> called = threads.submit(() -> client.call(new Null(Nfs3.VERSION)));
            server = start(port, portmap);
            called.get();
        }
    }

    @Test
    void aServerThatNeverAnsweredIsNotWaitedFor() throws IOException {
        server.close();
        try (NfsClient client = NfsClient.builder(InetAddress.getLoopbackAddress())
                .port(Nfs3.VERSION.program(), server.port())
                .timeout(Duration.ofDays(1))
                .build()) {
            assertThatIOException().isThrownBy(() -> client.call(new Null(Nfs3.VERSION)));
        }
    }

    @Test
    void threadsShareAClient() throws Exception {
        try (NfsClient client = client().build();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Opaque>> mounting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                mounting.add(() -> client.mount(Name.of("/srv")));
            }
            Opaque root = client.mount(Name.of("/srv"));
            for (Future<Opaque> mounted : threads.invokeAll(mounting)) {
                assertThat(mounted.get()).isEqualTo(root);
            }
        }
    }
}
