package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.client.NfsClient;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.Read;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that the disk keeps waiting holds up nobody else, not even on its own connection. */
@Timeout(120)
class SlowCallTest {
    private static final int READS = 8;

    @Test
    void callsAreAnsweredWhileReadsOfTheSameConnectionHang() throws Exception {
        CountDownLatch hanging = new CountDownLatch(READS);
        CountDownLatch disk = new CountDownLatch(1);
        try (Vfs vfs = new Hanging(hanging, disk);
                NfsServer server = NfsServer.builder()
                        .export(new Export("files", null, vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE)))
                        .port(0)
                        .start();
                NfsClient client = NfsClient.builder(InetAddress.getLoopbackAddress())
                        .port(Nfs3.VERSION.program(), server.port())
                        .mountPort(server.mountPort())
                        .credential(new Credential.Sys(0, "test", 0, 0, List.of()))
                        .build();
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Opaque root = client.mount(Name.of("/files"));
            Created.Ok made = (Created.Ok)
                    client.call(new Create(root, Name.of("file"), new Create.Unchecked(SetAttributes.NONE)));
            Opaque file = Objects.requireNonNull(made.object());
            List<Future<Read.Result>> reads = new ArrayList<>();
            try {
                for (int i = 0; i < READS; i++) {
                    reads.add(readers.submit(() -> client.call(new Read(file, 0, 1))));
                }
                assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
                for (int i = 0; i < 100; i++) {
                    client.call(new Null(Nfs3.VERSION));
                    assertThat(client.call(new GetAttr(root))).isInstanceOf(GetAttr.Ok.class);
                }
                assertThat(reads).noneMatch(Future::isDone);
            } finally {
                disk.countDown();
            }
            for (Future<Read.Result> read : reads) {
                assertThat(read.get()).isInstanceOf(Read.Ok.class);
            }
        }
    }

    /** A disk that answers no READ until it is told to. */
    private static final class Hanging extends ForwardingVfs {
        private final CountDownLatch hanging;
        private final CountDownLatch disk;

        Hanging(CountDownLatch hanging, CountDownLatch disk) {
            super(new MemoryVfs());
            this.hanging = hanging;
            this.disk = disk;
        }

        @Override
        public Blocking blocking() {
            return Blocking.DISK;
        }

        @Override
        public boolean read(FileId file, long offset, ByteBuffer into, Caller caller) throws IOException {
            hanging.countDown();
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return super.read(file, offset, into, caller);
        }
    }
}
