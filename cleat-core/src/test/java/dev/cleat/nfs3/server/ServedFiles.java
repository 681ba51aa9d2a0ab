package dev.cleat.nfs3.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.file.TestServer;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.Write;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with one export in memory, a client who is root, and what tests ask of them. */
abstract class ServedFiles {
    static final SetAttributes MODE_0644 = SetAttributes.mode(0644);

    TestServer server;
    TestServer.Client client;
    Opaque root;

    @BeforeEach
    void serve() throws IOException {
        server = TestServer.of(new MemoryVfs());
        client = server.client(0, 0);
        root = client.root("files");
    }

    @AfterEach
    void end() {
        server.close();
        assertThat(server.faults).isEmpty();
    }

    final Opaque create(String name) throws IOException {
        Created made = client.call(new Create(root, Name.of(name), new Create.Guarded(MODE_0644)));
        return Objects.requireNonNull(((Created.Ok) made).object());
    }

    final Opaque mkDir(Opaque directory, String name) throws IOException {
        Created made = client.call(new MkDir(directory, Name.of(name), SetAttributes.mode(0755)));
        return Objects.requireNonNull(((Created.Ok) made).object());
    }

    final Opaque lookup(Opaque directory, String name) throws IOException {
        return ((Lookup.Ok) client.call(new Lookup(directory, Name.of(name)))).object();
    }

    final Status lookupStatus(String name) throws IOException {
        return ((Lookup.Failed) client.call(new Lookup(root, Name.of(name)))).status();
    }

    final Attributes attributes(Opaque object) throws IOException {
        return ((GetAttr.Ok) client.call(new GetAttr(object))).attributes();
    }

    final Write.Result write(Opaque file, long offset, String text, Stability stability) throws IOException {
        return client.call(new Write(file, offset, stability, bytes(text)));
    }

    final Read.Ok read(Opaque file, long offset, int count) throws IOException {
        return (Read.Ok) client.call(new Read(file, offset, count));
    }

    static Write.Ok ok(Write.Result result) {
        return (Write.Ok) result;
    }

    static Status status(Created result) {
        return result instanceof Created.Failed failed ? failed.status() : Status.OK;
    }

    static Status status(Changed result) {
        return result instanceof Changed.Failed failed ? failed.status() : Status.OK;
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Read.Ok result) {
        return StandardCharsets.UTF_8.decode(result.data().duplicate()).toString();
    }
}
