package dev.cleat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cleat.client.NfsClient;
import dev.cleat.export.ClientRule;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.Protocol;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is taken away is gone with the next call, however many are under way. */
@Timeout(180)
class RemovalUnderLoadTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CALLERS = 24;
    private static final int ROUNDS = 5;
    private static final ExportOptions NOBODY =
            ExportOptions.DEFAULT.withClients(List.of(ClientRule.parse("192.0.2.1")));

    /** A round of the load: what callers heard since it began. */
    private static final class Phase {
        /** What no call that begins in this phase may hear. */
        final Set<Status> forbidden;

        final Set<Status> heard = ConcurrentHashMap.newKeySet();
        final LongAdder calls = new LongAdder();

        Phase(Set<Status> forbidden) {
            this.forbidden = forbidden;
        }
    }

    private static final class Placed extends ForwardingVfs {
        private final Blocking blocking;

        Placed(Vfs vfs, Blocking blocking) {
            super(vfs);
            this.blocking = blocking;
        }

        @Override
        public Blocking blocking() {
            return blocking;
        }
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(served());
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    private static Phase served() {
        return new Phase(EnumSet.complementOf(EnumSet.of(Status.OK)));
    }

    private static Vfs files(Blocking blocking) throws IOException {
        MemoryVfs files = new MemoryVfs();
        files.create(files.root(), Name.of("file"), new NewObject.RegularFile(SetAttributes.mode(0666)), Caller.ROOT);
        return new Placed(files, blocking);
    }

    private static NfsClient client(NfsServer server, Protocol protocol) {
        return NfsClient.builder(InetAddress.getLoopbackAddress())
                .port(100003, server.port())
                .mountPort(server.mountPort())
                .protocol(protocol)
                .timeout(SOON)
                .build();
    }

    private static NfsServer start(Vfs files) throws IOException {
        return NfsServer.builder(ServerOptions.loopbackDesktop())
                .protocols(Protocol.TCP, Protocol.UDP)
                .export("files", files)
                .start();
    }

    private void call(NfsClient client, Opaque root, Opaque file, int number) {
        try {
            while (!ended) {
                Phase begun = phase.get();
                Status status = one(client, root, file, number + begun.calls.intValue());
                if (begun.forbidden.contains(status)) {
                    // What began before the change may end either way; this began after it, unless it has changed
                    // again.
                    Phase now = phase.get();
                    if (now.equals(begun)) {
                        wrong.add(status.toString());
                    }
                }
                begun.heard.add(status);
                begun.calls.increment();
            }
        } catch (IOException e) {
            wrong.add(e.toString());
        }
    }

    private static Status one(NfsClient client, Opaque root, Opaque file, int number) throws IOException {
        return switch (number % 4) {
            case 0 -> client.call(new GetAttr(file)) instanceof GetAttr.Failed failed ? failed.status() : Status.OK;
            case 1 ->
                client.call(new Lookup(root, Name.of("file"))) instanceof Lookup.Failed failed
                        ? failed.status()
                        : Status.OK;
            case 2 ->
                client.call(new Access(root, Access.READ)) instanceof Access.Failed failed
                        ? failed.status()
                        : Status.OK;
            default ->
                client.call(new Write(file, 0, Stability.FILE_SYNC, ByteBuffer.wrap(new byte[100])))
                                instanceof Write.Failed failed
                        ? failed.status()
                        : Status.OK;
        };
    }

    /** The export is changed; from the return of that on, calls hear nothing else. */
    private void after(Change change, Status expected) throws IOException {
        Phase between = new Phase(EnumSet.noneOf(Status.class));
        phase.set(between);
        change.make();
        Phase next = new Phase(EnumSet.complementOf(EnumSet.of(expected)));
        phase.set(next);
        await().atMost(SOON).until(() -> next.calls.intValue() > 20 * CALLERS || !wrong.isEmpty());
        assertThat(wrong).isEmpty();
        assertThat(next.heard).contains(expected);
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Blocking.class)
    void noCallBegunAfterwardsIsServed(Blocking blocking) throws IOException {
        Vfs files = files(blocking);
        try (NfsServer server = start(files);
                NfsClient tcp = client(server, Protocol.TCP);
                NfsClient udp = client(server, Protocol.UDP);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Opaque root = tcp.mount(Name.of("/files"));
            Opaque file = ((Lookup.Ok) tcp.call(new Lookup(root, Name.of("file")))).object();
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                callers.execute(() -> call(number % 2 == 0 ? tcp : udp, root, file, number));
            }
            try {
                for (int i = 0; i < ROUNDS; i++) {
                    after(() -> server.unexport("files"), Status.STALE);
                    after(() -> server.export("files", files), Status.OK);
                    after(() -> server.export(new Export("files", null, files, NOBODY)), Status.ACCES);
                    after(() -> server.export("files", files), Status.OK);
                }
            } finally {
                ended = true;
            }
        }
    }

    @Test
    void whatWasRemovedUnderLoadIsForgotten() throws IOException {
        Vfs kept = files(Blocking.NEVER);
        try (NfsServer server = start(kept);
                NfsClient client = client(server, Protocol.TCP)) {
            client.mount(Name.of("/files"));
            WeakReference<Vfs> removed = serveForAWhile(server, client);
            await().atMost(SOON).until(() -> {
                System.gc();
                return removed.refersTo(null);
            });
        }
    }

    private WeakReference<Vfs> serveForAWhile(NfsServer server, NfsClient client) throws IOException {
        Vfs files = files(Blocking.DISK);
        server.export("others", files);
        Opaque root = client.mount(Name.of("/others"));
        Opaque file = ((Lookup.Ok) client.call(new Lookup(root, Name.of("file")))).object();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                callers.execute(() -> call(client, root, file, number));
            }
            try {
                after(() -> server.unexport("others"), Status.STALE);
            } finally {
                ended = true;
            }
        }
        return new WeakReference<>(files);
    }
}
