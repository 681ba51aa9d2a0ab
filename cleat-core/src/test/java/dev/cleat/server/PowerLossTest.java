package dev.cleat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.client.NfsClient;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.export.Squash;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.vfs.testkit.PowerLossVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was answered as stable outlives a power failure; what was not is known by the verifier, and sent again. */
@Timeout(60)
class PowerLossTest {
    private static final int FILE_BYTES = 10_000;

    private final PowerLossVfs vfs = new PowerLossVfs(new MemoryVfs());
    private final HandleKey key = HandleKey.random();
    private NfsServer server;
    private NfsClient client;
    private Opaque root;

    /** A file, all that it should hold, and what the server has not promised to keep. */
    private static final class Owed {
        final Opaque handle;
        String name;
        final byte[] contents = new byte[FILE_BYTES];
        int size;
        final List<Pending> pending = new ArrayList<>();

        Owed(Opaque handle, String name) {
            this.handle = handle;
            this.name = name;
        }
    }

    private record Pending(int offset, Opaque data, long verifier) {}

    @BeforeEach
    void serve() throws IOException {
        server = NfsServer.builder()
                .port(0)
                .handleKey(key)
                .export(new Export("srv", null, vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE)))
                .start();
        client = NfsClient.builder(InetAddress.getLoopbackAddress())
                .port(Nfs3.VERSION.program(), server.port())
                .mountPort(server.mountPort())
                .credential(new Credential.Sys(0, "test", 0, 0, List.of()))
                .build();
        root = client.mount(Name.of("/srv"));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private void losePower() throws IOException {
        stop();
        vfs.losePower();
        serve();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostThatWasPromised(long seed) throws IOException {
        Random random = new Random(seed);
        List<Owed> files = new ArrayList<>();
        for (int failure = 0; failure < 10; failure++) {
            for (int i = 0; i < 60; i++) {
                step(random, files);
            }
            losePower();
            for (Owed file : files) {
                settle(file);
                check(file);
            }
        }
        assertThat(files).hasSizeGreaterThan(20);
    }

    private void step(Random random, List<Owed> files) throws IOException {
        if (files.isEmpty() || random.nextInt(8) == 0) {
            files.add(create(random, "file" + files.size()));
            return;
        }
        Owed file = files.get(random.nextInt(files.size()));
        switch (random.nextInt(6)) {
            case 0 -> write(file, random, Stability.FILE_SYNC);
            case 1 -> write(file, random, Stability.DATA_SYNC);
            case 2, 3 -> write(file, random, Stability.UNSTABLE);
            case 4 -> settle(file);
            default -> rename(file, "renamed" + random.nextInt());
        }
    }

    private Owed create(Random random, String name) throws IOException {
        boolean exclusive = random.nextBoolean();
        Create.How how =
                exclusive ? new Create.Exclusive(random.nextLong()) : new Create.Guarded(SetAttributes.mode(0644));
        Created made = client.call(new Create(root, Name.of(name), how));
        return new Owed(Objects.requireNonNull(((Created.Ok) made).object()), name);
    }

    private void write(Owed file, Random random, Stability stability) throws IOException {
        if (stability != Stability.UNSTABLE) {
            settle(file);
        }
        byte[] data = new byte[1 + random.nextInt(2000)];
        random.nextBytes(data);
        write(file, random.nextInt(FILE_BYTES - data.length), data, stability);
    }

    private void write(Owed file, int offset, byte[] data, Stability stability) throws IOException {
        Write.Ok written = (Write.Ok) client.call(new Write(file.handle, offset, stability, ByteBuffer.wrap(data)));
        assertThat(written.count()).isEqualTo(data.length);
        System.arraycopy(data, 0, file.contents, offset, data.length);
        file.size = Math.max(file.size, offset + data.length);
        if (written.committed() == Stability.UNSTABLE) {
            file.pending.add(new Pending(offset, Opaque.of(data), written.verifier()));
        }
    }

    /** As every client does: COMMIT, and again what went with another verifier. */
    private void settle(Owed file) throws IOException {
        while (!file.pending.isEmpty()) {
            Commit.Ok committed = (Commit.Ok) client.call(new Commit(file.handle, 0, 0));
            List<Pending> sent = List.copyOf(file.pending);
            file.pending.clear();
            if (sent.stream().allMatch(pending -> pending.verifier() == committed.verifier())) {
                return;
            }
            for (Pending pending : sent) {
                write(file, pending.offset(), pending.data().toBytes(), Stability.UNSTABLE);
            }
        }
    }

    private void rename(Owed file, String name) throws IOException {
        assertThat(client.call(new Rename(root, Name.of(file.name), root, Name.of(name))))
                .isInstanceOf(Rename.Ok.class);
        file.name = name;
    }

    private void check(Owed file) throws IOException {
        Read.Ok read = (Read.Ok) client.call(new Read(file.handle, 0, FILE_BYTES));
        byte[] held = new byte[read.data().remaining()];
        read.data().duplicate().get(held);
        assertThat(held).isEqualTo(Arrays.copyOf(file.contents, file.size));
        assertThat(client.call(new Lookup(root, Name.of(file.name)))).isInstanceOfSatisfying(Lookup.Ok.class, found -> {
            assertThat(found.object()).isEqualTo(file.handle);
        });
    }

    @Test
    void unstableDataIsLostSoThatTheTestCanFail() throws IOException {
        Owed file = create(new Random(1), "file");
        write(file, 0, new byte[] {1, 2, 3}, Stability.UNSTABLE);
        losePower();
        Read.Ok read = (Read.Ok) client.call(new Read(file.handle, 0, 10));
        assertThat(read.data().remaining()).isZero();
        settle(file);
        losePower();
        check(file);
    }

    @Test
    void aTruncationIsDurableWhenAnswered() throws IOException {
        Owed file = create(new Random(1), "file");
        write(file, 0, new byte[] {1, 2, 3}, Stability.FILE_SYNC);
        assertThat(client.call(new SetAttr(file.handle, SetAttributes.size(1), null)))
                .isInstanceOf(Changed.Ok.class);
        file.size = 1;
        losePower();
        check(file);
        assertThat(vfs.unsynced()).isZero();
    }
}
