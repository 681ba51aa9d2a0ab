package dev.cleat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleat.client.NfsClient;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.mount.Dump;
import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.transport.ClientChannelStream;
import dev.cleat.rpc.transport.SourcePort;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.VfsOperation;
import dev.cleat.vfs.memory.Capacity;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.vfs.testkit.FaultyVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The time of day jumps while the server runs: what it remembers is neither forgotten at once nor kept for ever. */
@Timeout(120)
class ClockJumpTest {
    private static final SetAttributes MODE = SetAttributes.mode(0755);
    private static final Name NAME = Name.of("new");

    enum Jump {
        HOUR_AHEAD(Duration.ofHours(1)),
        HOUR_BACK(Duration.ofHours(-1)),
        YEARS_AHEAD(Duration.ofDays(4000)),
        YEARS_BACK(Duration.ofDays(-4000));

        private final Duration by;

        Jump(Duration by) {
            this.by = by;
        }
    }

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FaultyVfs vfs = new FaultyVfs(new MemoryVfs(Capacity.ofHeap(), () -> now, new Random(1)));
    private final CountDownLatch release = new CountDownLatch(1);
    private NfsServer server;
    private NfsClient client;

    @BeforeEach
    void serve() throws IOException {
        ForwardingVfs onDisk = new ForwardingVfs(vfs) {
            @Override
            public Blocking blocking() {
                return Blocking.DISK;
            }
        };
        server = NfsServer.builder(ServerOptions.loopbackDesktop())
                .patience(Duration.ofMillis(300))
                .clock(() -> now)
                .export(new Export("files", null, onDisk, ExportOptions.DEFAULT.withSquash(Squash.NONE)))
                .start();
        client = NfsClient.builder(InetAddress.getLoopbackAddress())
                .port(100003, server.port())
                .mountPort(server.mountPort())
                .credential(root())
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    @AfterEach
    void end() {
        release.countDown();
        client.close();
        server.close();
    }

    private static Credential root() {
        return new Credential.Sys(0, "test", 0, 0, List.of());
    }

    /** A client whose calls have the numbers of any other such client's. */
    private RpcClient sayingTheSame() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        return new RpcClient(ClientChannelStream.tcp(address, SourcePort.ANY, Duration.ofSeconds(30)), new Random(1))
                .as(root());
    }

    private void jump(Jump jump) {
        now = now.plus(jump.by);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedCallGetsItsFirstAnswer(Jump jump) throws IOException {
        MkDir call = new MkDir(client.mount(Name.of("/files")), NAME, MODE);
        try (RpcClient first = sayingTheSame();
                RpcClient again = sayingTheSame()) {
            Created answer = first.call(call);
            jump(jump);
            assertThat(answer).isInstanceOf(Created.Ok.class);
            assertThat(again.call(call)).isEqualTo(answer);
        }
        assertThat(vfs.calls(VfsOperation.CREATE)).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void aChangeThatWasMadeLateIsAnsweredAsDone(Jump jump) throws IOException {
        Opaque root = client.mount(Name.of("/files"));
        vfs.hold(VfsOperation.CREATE, release);
        assertThat(client.call(new MkDir(root, NAME, MODE))).isInstanceOf(Created.Failed.class);
        release.countDown();
        // Waits for the first one's lock.
        client.call(new Create(root, Name.of("other"), new Create.Guarded(MODE)));
        jump(jump);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(client.call(new MkDir(root, NAME, MODE))).isInstanceOf(Created.Ok.class));
    }

    @ParameterizedTest
    @EnumSource
    void anExclusiveCreateFindsItsFileAgainAndTheWriteVerifierStays(Jump jump) throws IOException {
        Opaque root = client.mount(Name.of("/files"));
        Create create = new Create(root, NAME, new Create.Exclusive(0x1234_5678_9ABC_DEF0L));
        Opaque made = ((Created.Ok) client.call(create)).object();
        assertThat(made).isNotNull();
        long verifier = verifier(made);
        jump(jump);
        assertThat(((Created.Ok) client.call(create)).object()).isEqualTo(made);
        assertThat(client.call(new Create(root, NAME, new Create.Exclusive(1)))).isInstanceOf(Created.Failed.class);
        assertThat(verifier(made)).isEqualTo(verifier);
    }

    private long verifier(Opaque file) throws IOException {
        return ((Commit.Ok) client.call(new Commit(file, 0, 0))).verifier();
    }

    @ParameterizedTest
    @EnumSource
    void handlesConnectionsAndMountsStay(Jump jump) throws IOException {
        Opaque root = client.mount(Name.of("/files"));
        Opaque made = ((Created.Ok) client.call(new Create(root, NAME, new Create.Unchecked(MODE)))).object();
        assertThat(made).isNotNull();
        jump(jump);
        assertThat(client.call(new GetAttr(made))).isInstanceOf(GetAttr.Ok.class);
        assertThat(((Lookup.Ok) client.call(new Lookup(root, NAME))).object()).isEqualTo(made);
        assertThat(client.call(new Dump()).mounts()).hasSize(1);
        assertThat(client.mount(Name.of("/files"))).isEqualTo(root);
    }
}
