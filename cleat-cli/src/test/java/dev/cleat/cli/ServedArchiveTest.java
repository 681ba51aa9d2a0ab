package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.archive.ArchiveVfs;
import dev.cleat.client.NfsClient;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.Remove;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Vfs;
import dev.cleat.xdr.Opaque;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A zip file over sockets. */
@Timeout(60)
class ServedArchiveTest {
    private static final byte[] TEXT =
            "deflated, over and over. ".repeat(40_000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void aClientReadsAZipFileAndCannotChangeIt() throws IOException {
        Path archive = folder.resolve("sample.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("folder/text"));
            zip.write(TEXT);
        }
        try (Vfs vfs = ArchiveVfs.open(archive);
                NfsServer server =
                        NfsServer.builder().export("sample", vfs).port(0).start();
                NfsClient client = client(server)) {
            Opaque root = client.mount(Name.of("/sample"));
            Opaque inner = object(client, root, "folder");
            Opaque file = object(client, inner, "text");
            assertThat(((GetAttr.Ok) client.call(new GetAttr(file)))
                            .attributes()
                            .size())
                    .isEqualTo(TEXT.length);
            assertThat(contents(client, file)).isEqualTo(TEXT);
            ReadDirPlus.Ok listed = (ReadDirPlus.Ok) client.call(new ReadDirPlus(inner, 0, 0, 4096, 16384));
            assertThat(listed.entries())
                    .extracting(entry -> entry.name().toString())
                    .containsExactlyInAnyOrder(".", "..", "text");
            assertThat(client.call(new Remove(inner, Name.of("text"))).toString())
                    .contains("ROFS");
        }
    }

    private static byte[] contents(NfsClient client, Opaque file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boolean end = false;
        while (!end) {
            Read.Ok read = (Read.Ok) client.call(new Read(file, all.size(), 70_001));
            byte[] part = new byte[read.data().remaining()];
            read.data().duplicate().get(part);
            all.write(part);
            end = read.eof();
        }
        return all.toByteArray();
    }

    private static Opaque object(NfsClient client, Opaque directory, String name) throws IOException {
        return ((Lookup.Ok) client.call(new Lookup(directory, Name.of(name)))).object();
    }

    private static NfsClient client(NfsServer server) throws IOException {
        return NfsClient.builder(InetAddress.getLoopbackAddress())
                .port(Nfs3.VERSION.program(), server.port())
                .mountPort(server.mountPort())
                .credential(new Credential.Sys(0, "test", 1000, 1000, List.of()))
                .build();
    }
}
