package dev.cleat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleat.client.NfsClient;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.nfs2.Nfs2;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Link;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.Status;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.transport.ClientChannelStream;
import dev.cleat.rpc.transport.SourcePort;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.ServingThread;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.VfsOperation;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.vfs.testkit.FaultyVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A back end that does not return is answered for, and holds up nobody else (docs/decisions/0009). */
@Timeout(120)
class SlowBackEndTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ExportOptions RULES = ExportOptions.DEFAULT.withSquash(Squash.NONE);
    static final Name NAME = Name.of("new");
    static final SetAttributes MODE = SetAttributes.mode(0755);

    private final FaultyVfs slow = new FaultyVfs(new MemoryVfs());
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private @Nullable NfsServer server;
    private @Nullable NfsClient client;

    /** On the kind of threads that a test wants. */
    private static final class On extends ForwardingVfs {
        private final Blocking blocking;

        On(Blocking blocking, Vfs below) {
            super(below);
            this.blocking = blocking;
        }

        @Override
        public Blocking blocking() {
            return blocking;
        }
    }

    private NfsServer serve(Blocking blocking) throws IOException {
        return serve(NfsServer.builder(ServerOptions.loopbackDesktop()).patience(PATIENCE), blocking);
    }

    private NfsServer serve(NfsServer.Builder builder, Blocking blocking) throws IOException {
        NfsServer started = builder.export(new Export("slow", null, new On(blocking, slow), RULES))
                .export(new Export("sound", null, new On(Blocking.DISK, new MemoryVfs()), RULES))
                .threads(task -> {
                    Thread thread = new ServingThread(task, "server");
                    threads.add(thread);
                    return thread;
                })
                .start();
        server = started;
        client = client(0);
        return started;
    }

    private NfsClient client(int uid) {
        NfsServer at = Objects.requireNonNull(server);
        return NfsClient.builder(InetAddress.getLoopbackAddress())
                .port(100003, at.port())
                .mountPort(at.mountPort())
                .credential(new Credential.Sys(0, "test", uid, uid, List.of()))
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    private NfsClient client() {
        return Objects.requireNonNull(client);
    }

    @AfterEach
    void end() {
        release.countDown();
        callers.shutdown();
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private Opaque root() throws IOException {
        return client().mount(Name.of("/slow"));
    }

    private Opaque create(Opaque root) throws IOException {
        Created made = client().call(new Create(root, Name.of("file"), new Create.Unchecked(MODE)));
        return Objects.requireNonNull(((Created.Ok) made).object());
    }

    private static Status status(Object result) {
        return switch (result) {
            case Created.Failed failed -> failed.status();
            case Changed.Failed failed -> failed.status();
            case Rename.Failed failed -> failed.status();
            case Link.Failed failed -> failed.status();
            case Read.Failed failed -> failed.status();
            case GetAttr.Failed failed -> failed.status();
            default -> Status.OK;
        };
    }

    private Writable changes() {
        return Objects.requireNonNull(slow.capability(Writable.class));
    }

    private boolean exists(Name name) throws IOException {
        try {
            slow.lookup(slow.root(), name, Caller.ROOT);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DISK", "NETWORK"})
    void theClientIsToldToTryAgainLaterAndThenGetsItsData(Blocking blocking) throws IOException {
        serve(blocking);
        Opaque file = create(root());
        slow.hold(VfsOperation.READ, release);
        assertThat(status(client().call(new Read(file, 0, 10)))).isEqualTo(Status.JUKEBOX);
        release.countDown();
        slow.heal(VfsOperation.READ);
        assertThat(client().call(new Read(file, 0, 10))).isInstanceOf(Read.Ok.class);
    }

    @Test
    void aRecordingShowsWhatIsLate(@TempDir Path folder) throws IOException {
        serve(Blocking.DISK);
        Opaque file = create(root());
        slow.hold(VfsOperation.READ, release);
        try (Recording recording = new Recording()) {
            recording.enable("dev.cleat.LateCall");
            recording.start();
            assertThat(status(client().call(new Read(file, 0, 10)))).isEqualTo(Status.JUKEBOX);
            recording.stop();
            Path to = folder.resolve("recording.jfr");
            recording.dump(to);
            assertThat(RecordingFile.readAllEvents(to)).singleElement().satisfies(event -> {
                assertThat(event.getString("procedure")).isEqualTo("nfs3.READ");
                assertThat(event.getBoolean("begun")).isTrue();
            });
        }
    }

    @Test
    void versionTwoHasNoWordForLaterAndGetsItsAnswerWhenThereIsOne() throws Exception {
        serve(Blocking.DISK);
        Opaque root = root();
        slow.hold(VfsOperation.ATTRIBUTES, release);
        assertThat(Nfs2.VERSION.version()).isEqualTo(2);
        Future<?> answer = callers.submit(() -> client().call(new dev.cleat.nfs2.GetAttr(root)));
        // The second asks in version 3 when the first is late already.
        assertThat(status(client().call(new GetAttr(root)))).isEqualTo(Status.JUKEBOX);
        assertThat(answer.isDone()).isFalse();
        release.countDown();
        assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(dev.cleat.nfs2.AttrStat.Ok.class);
    }

    @ParameterizedTest
    @EnumSource
    void aChangeThatWasMadeLateIsAnsweredAsDoneOnce(Deed deed) throws IOException {
        NfsServer running = serve(Blocking.DISK);
        Opaque root = root();
        Opaque file = create(root);
        client().call(new MkDir(root, Name.of("folder"), MODE));
        Instant changed =
                ((GetAttr.Ok) client().call(new GetAttr(file))).attributes().changed();
        slow.hold(deed.operation, release);
        assertThat(status(deed.call(client(), root, file, changed))).isEqualTo(Status.JUKEBOX);
        release.countDown();
        // The retry waits for the first one's lock, finds it done, and is told so.
        assertThat(status(deed.call(client(), root, file, changed))).isEqualTo(Status.OK);
        assertThat(status(deed.call(client(), root, file, changed))).isEqualTo(deed.again);
        assertThat(running.exports()).hasSize(2);
    }

    @Test
    void aChangeWhoseFlushIsLateIsAnsweredAsDone() throws IOException {
        serve(Blocking.NETWORK);
        Opaque root = root();
        slow.hold(VfsOperation.COMMIT, release);
        assertThat(status(client().call(new MkDir(root, NAME, MODE)))).isEqualTo(Status.JUKEBOX);
        assertThat(exists(NAME)).isTrue();
        // It is there, but not yet durable: that is no "done", and no "exists" either.
        assertThat(status(client().call(new MkDir(root, NAME, MODE)))).isEqualTo(Status.JUKEBOX);
        release.countDown();
        slow.heal(VfsOperation.COMMIT);
        Created.Ok made = (Created.Ok) client().call(new MkDir(root, NAME, MODE));
        assertThat(made.object()).isEqualTo(((Lookup.Ok) client().call(new Lookup(root, NAME))).object());
    }

    @Test
    void whoSendsTheSameCallAgainGetsItsRealResults() throws IOException {
        NfsServer running = serve(Blocking.DISK);
        Opaque root = root();
        slow.hold(VfsOperation.CREATE, release);
        MkDir call = new MkDir(root, NAME, MODE);
        try (RpcClient first = sayingTheSame(running);
                RpcClient again = sayingTheSame(running)) {
            assertThat(status(first.call(call))).isEqualTo(Status.JUKEBOX);
            release.countDown();
            assertThat(again.call(call)).isInstanceOf(Created.Ok.class);
        }
        assertThat(slow.calls(VfsOperation.CREATE)).isOne();
    }

    /** A client whose calls have the numbers of any other such client's. */
    private static RpcClient sayingTheSame(NfsServer running) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port());
        return new RpcClient(ClientChannelStream.tcp(address, SourcePort.ANY, SOON), new Random(1))
                .as(new Credential.Sys(0, "test", 0, 0, List.of()));
    }

    @Test
    void whatOneCallerMadeLateIsNotAnothersDoing() throws IOException {
        serve(Blocking.DISK);
        Opaque root = root();
        changes().setAttributes(slow.root(), SetAttributes.mode(0777), Caller.ROOT);
        slow.hold(VfsOperation.CREATE, release);
        assertThat(status(client().call(new MkDir(root, NAME, MODE)))).isEqualTo(Status.JUKEBOX);
        release.countDown();
        try (NfsClient other = client(500)) {
            assertThat(status(other.call(new MkDir(root, NAME, MODE)))).isEqualTo(Status.EXIST);
        }
        assertThat(status(client().call(new Create(root, NAME, new Create.Guarded(MODE)))))
                .isEqualTo(Status.EXIST);
        assertThat(status(client().call(new MkDir(root, NAME, MODE)))).isEqualTo(Status.OK);
    }

    @Test
    void whatWasMadeLateAndRemovedSinceIsMadeAnew() throws IOException {
        serve(Blocking.DISK);
        Opaque root = root();
        slow.hold(VfsOperation.CREATE, release);
        assertThat(status(client().call(new MkDir(root, NAME, MODE)))).isEqualTo(Status.JUKEBOX);
        release.countDown();
        await().atMost(SOON).until(() -> exists(NAME));
        changes().removeDirectory(slow.root(), NAME, Caller.ROOT);
        assertThat(status(client().call(new MkDir(root, NAME, MODE)))).isEqualTo(Status.OK);
        changes().removeDirectory(slow.root(), NAME, Caller.ROOT);
        changes().create(slow.root(), NAME, new NewObject.Directory(MODE), Caller.ROOT);
        assertThat(status(client().call(new MkDir(root, NAME, MODE)))).isEqualTo(Status.EXIST);
    }

    @ParameterizedTest
    @EnumSource(names = {"DISK", "NETWORK"})
    void aBackEndThatHangsTakesNoThreadsFromOthers(Blocking blocking) throws Exception {
        NfsServer running = serve(blocking);
        ServerLimits limits = running.options().limits();
        Opaque file = create(root());
        Opaque sound = client().mount(Name.of("/sound"));
        slow.hold(VfsOperation.READ, release);
        // Each asks for the most, so that memory is short as well.
        int calls = 4 * (limits.threads() + limits.lateCalls());
        List<Future<Object>> hung = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Callable<Object> read = () -> client().call(new Read(file, 0, 1 << 20));
            hung.add(callers.submit(read));
        }
        for (Future<Object> call : hung) {
            assertThat(status(call.get(60, TimeUnit.SECONDS))).isEqualTo(Status.JUKEBOX);
        }
        assertThat(client().call(new GetAttr(sound))).isInstanceOf(GetAttr.Ok.class);
        assertThat(client().call(new MkDir(sound, NAME, MODE))).isInstanceOf(Created.Ok.class);
        // Refused without being tried: no more threads than these can hang.
        int tried = slow.calls(VfsOperation.READ);
        assertThat(status(client().call(new Read(file, 0, 10)))).isEqualTo(Status.JUKEBOX);
        assertThat(slow.calls(VfsOperation.READ)).isEqualTo(tried);
        int others = 2 * Runtime.getRuntime().availableProcessors() + 2; // of each event loop two
        assertThat(threads.stream().filter(Thread::isAlive).count())
                .isLessThanOrEqualTo(limits.threads() + limits.lateCalls() + others);

        release.countDown();
        slow.heal(VfsOperation.READ);
        await().atMost(SOON).until(() -> client().call(new Read(file, 0, 10)) instanceof Read.Ok);
        await().atMost(SOON)
                .until(() -> threads.stream().filter(Thread::isAlive).count() <= limits.threads() + others);
    }

    @ParameterizedTest
    @EnumSource(names = {"DISK", "NETWORK"})
    void closingDoesNotWaitForABackEndThatHangs(Blocking blocking) throws Exception {
        NfsServer running = serve(blocking);
        Opaque file = create(root());
        slow.hold(VfsOperation.READ, release);
        assertThat(status(client().call(new Read(file, 0, 10)))).isEqualTo(Status.JUKEBOX);
        assertThat(running.close(Duration.ofMillis(100))).isFalse();
        release.countDown();
        for (Thread thread : threads) {
            assertThat(thread.join(SOON)).isTrue();
        }
    }

    @Test
    void withEndlessPatienceTheClientWaits() throws Exception {
        serve(NfsServer.builder(ServerOptions.loopbackDesktop()).patience(null), Blocking.DISK);
        Opaque file = create(root());
        CountDownLatch begun = new CountDownLatch(1);
        slow.strike(VfsOperation.READ, () -> {
            begun.countDown();
            awaitRelease();
        });
        Callable<Object> read = () -> client().call(new Read(file, 0, 10));
        Future<Object> answer = callers.submit(read);
        begun.await();
        release.countDown();
        assertThat(answer.get(30, TimeUnit.SECONDS)).isInstanceOf(Read.Ok.class);
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
