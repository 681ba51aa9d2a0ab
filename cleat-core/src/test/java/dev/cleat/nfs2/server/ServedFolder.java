package dev.cleat.nfs2.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.file.TestServer;
import dev.cleat.nfs2.AttrStat;
import dev.cleat.nfs2.Create;
import dev.cleat.nfs2.DirOpRes;
import dev.cleat.nfs2.Fattr;
import dev.cleat.nfs2.GetAttr;
import dev.cleat.nfs2.Lookup;
import dev.cleat.nfs2.Sattr;
import dev.cleat.nfs2.Timeval;
import dev.cleat.nfs2.Write;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.vfs.testkit.FaultyVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty folder, and a superuser who calls. */
abstract class ServedFolder {
    final MemoryVfs vfs = new MemoryVfs();
    final FaultyVfs faulty = new FaultyVfs(vfs);
    TestServer server;
    TestServer.Client client;
    Opaque root;

    @BeforeEach
    void serve() throws IOException {
        server = TestServer.of(faulty);
        client = server.client(0, 0);
        root = client.root("files");
    }

    @AfterEach
    void end() {
        server.close();
        assertThat(server.faults).isEmpty();
    }

    Opaque create(String name, int mode) throws IOException {
        return ok(client.call(new Create(root, Name.of(name), moded(mode, -1)))).file();
    }

    DirOpRes.Ok lookup(String name) throws IOException {
        return ok(client.call(new Lookup(root, Name.of(name))));
    }

    Fattr attributes(Opaque file) throws IOException {
        return ok(client.call(new GetAttr(file)));
    }

    AttrStat write(Opaque file, int offset, String text) throws IOException {
        return client.call(new Write(file, offset, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    static Sattr moded(int mode, int size) {
        return new Sattr(mode, -1, -1, size, Timeval.UNSET, Timeval.UNSET);
    }

    static Sattr sized(int size) {
        return moded(-1, size);
    }

    static Fattr ok(AttrStat result) {
        assertThat(result).isInstanceOf(AttrStat.Ok.class);
        return ((AttrStat.Ok) result).attributes();
    }

    static DirOpRes.Ok ok(DirOpRes result) {
        assertThat(result).isInstanceOf(DirOpRes.Ok.class);
        return (DirOpRes.Ok) result;
    }
}
