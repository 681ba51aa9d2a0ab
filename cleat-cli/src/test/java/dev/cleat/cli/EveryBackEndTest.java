package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cleat.client.NfsClient;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.linux.LinuxOptions;
import dev.cleat.linux.LinuxVfs;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.FsStat;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Link;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.MkNod;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.PathConf;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.ReadLink;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.RmDir;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.SymLink;
import dev.cleat.nfs3.Write;
import dev.cleat.nio.NioVfs;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All procedures of NFSv3, over sockets, on every back end. */
@Timeout(60)
class EveryBackEndTest {
    private static final ByteBuffer TEXT = ByteBuffer.wrap("twenty-two procedures".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    enum BackEnd {
        MEMORY,
        NIO,
        LINUX,
        WINDOWS,
        DECORATED
    }

    @ParameterizedTest
    @CsvSource({
        "MEMORY, TCP",
        "MEMORY, UDP",
        "NIO, TCP",
        "LINUX, TCP",
        "LINUX, UDP",
        "WINDOWS, TCP",
        "WINDOWS, UDP",
        "DECORATED, TCP"
    })
    void aClientGetsThroughAllProcedures(BackEnd backEnd, Protocol protocol) throws IOException {
        try (Vfs vfs = open(backEnd);
                NfsServer server = NfsServer.builder()
                        .export(new Export("files", null, vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE)))
                        .port(0)
                        .start();
                NfsClient client = client(server, protocol)) {
            Opaque root = client.mount(Name.of("/files"));
            client.call(new Null(Nfs3.VERSION));
            volume(client, root);
            Opaque file = file(client, root);
            names(client, root, file);
            listings(client, root);
            removal(client, root, file);
            client.unmount(Name.of("/files"));
        }
    }

    private Vfs open(BackEnd backEnd) throws IOException {
        return switch (backEnd) {
            case MEMORY -> new MemoryVfs();
            case DECORATED -> new ForwardingVfs(new MemoryVfs()) {};
            case NIO -> NioVfs.of(folder);
            case WINDOWS -> {
                FileSystem windows = Jimfs.newFileSystem(Configuration.windows());
                Vfs files = NioVfs.of(Files.createDirectory(windows.getPath("C:\\files")));
                yield new SymlinkFileVfs(NamePolicy.of("auto", windows).applyTo(files));
            }
            case LINUX -> {
                Assumptions.assumeTrue(LinuxVfs.isSupported(), "needs Linux");
                yield LinuxVfs.open(folder, LinuxOptions.DEFAULT.withIdMap(InMemoryIdMap::new));
            }
        };
    }

    /** As the user who runs the test, whom the folder belongs to. */
    private static NfsClient client(NfsServer server, Protocol protocol) throws IOException {
        int user = HostUser.id();
        return NfsClient.builder(InetAddress.getLoopbackAddress())
                .protocol(protocol)
                .port(Nfs3.VERSION.program(), server.port())
                .mountPort(server.mountPort())
                .credential(new Credential.Sys(0, "test", user, user, List.of()))
                .build();
    }

    private static void volume(NfsClient client, Opaque root) throws IOException {
        assertThat(client.call(new GetAttr(root))).isInstanceOf(GetAttr.Ok.class);
        assertThat(((Access.Ok) client.call(new Access(root, 0x3F))).access() & Access.EXTEND)
                .isNotZero();
        assertThat(((FsStat.Ok) client.call(new FsStat(root))).space().totalBytes())
                .isPositive();
        assertThat(((FsInfo.Ok) client.call(new FsInfo(root))).properties() & FsInfo.SYMLINK)
                .isNotZero();
        assertThat(((PathConf.Ok) client.call(new PathConf(root))).maxNameLength())
                .isGreaterThanOrEqualTo(255);
    }

    private static Opaque file(NfsClient client, Opaque root) throws IOException {
        Create create = new Create(root, Name.of("file"), new Create.Exclusive(42));
        Opaque file = object(client.call(create));
        assertThat(object(client.call(create))).as("repeated").isEqualTo(file);
        Changed set = client.call(new SetAttr(file, SetAttributes.mode(0640), null));
        assertThat(set).isInstanceOf(Changed.Ok.class);
        Write.Ok written = (Write.Ok) client.call(new Write(file, 0, Stability.UNSTABLE, TEXT.duplicate()));
        Commit.Ok committed = (Commit.Ok) client.call(new Commit(file, 0, 0));
        assertThat(committed.verifier()).isEqualTo(written.verifier());
        Read.Ok read = (Read.Ok) client.call(new Read(file, 0, 4096));
        assertThat(read.data()).isEqualTo(TEXT);
        assertThat(read.eof()).isTrue();
        Attributes attributes = ((GetAttr.Ok) client.call(new GetAttr(file))).attributes();
        assertThat(attributes.mode()).isEqualTo(0640);
        assertThat(attributes.size()).isEqualTo(TEXT.remaining());
        return file;
    }

    private static void names(NfsClient client, Opaque root, Opaque file) throws IOException {
        Opaque folder = object(client.call(new MkDir(root, Name.of("folder"), SetAttributes.mode(0755))));
        Name target = Name.of("../file");
        Opaque link = object(client.call(new SymLink(folder, Name.of("link"), SetAttributes.NONE, target)));
        assertThat(((ReadLink.Ok) client.call(new ReadLink(link))).target()).isEqualTo(target);
        assertThat(client.call(new Link(file, folder, Name.of("second")))).isInstanceOf(Link.Ok.class);
        assertThat(((Lookup.Ok) client.call(new Lookup(folder, Name.of("second")))).object())
                .isEqualTo(file);
        assertThat(client.call(new Rename(root, Name.of("file"), folder, Name.of("moved"))))
                .isInstanceOf(Rename.Ok.class);
        assertThat(((Lookup.Ok) client.call(new Lookup(folder, Name.of("moved")))).object())
                .as("the handle survives the move")
                .isEqualTo(file);
        Created fifo = client.call(new MkNod(folder, Name.of("fifo"), new MkNod.Fifo(SetAttributes.mode(0600))));
        if (fifo instanceof Created.Failed failed) {
            assertThat(failed.status()).as("java.nio makes none").isEqualTo(Status.NOTSUPP);
        } else {
            client.call(new Remove(folder, Name.of("fifo")));
        }
    }

    private static void listings(NfsClient client, Opaque root) throws IOException {
        Opaque folder = ((Lookup.Ok) client.call(new Lookup(root, Name.of("folder")))).object();
        ReadDir.Ok names = (ReadDir.Ok) client.call(new ReadDir(folder, 0, 0, 4096));
        assertThat(names.entries())
                .extracting(entry -> entry.name().toString())
                .containsExactlyInAnyOrder(".", "..", "link", "second", "moved");
        ReadDirPlus.Ok nodes = (ReadDirPlus.Ok) client.call(new ReadDirPlus(folder, 0, 0, 4096, 16384));
        assertThat(nodes.entries()).allSatisfy(entry -> {
            Opaque found = ((Lookup.Ok) client.call(new Lookup(folder, entry.name()))).object();
            assertThat(entry.handle()).isEqualTo(found);
        });
    }

    private static void removal(NfsClient client, Opaque root, Opaque file) throws IOException {
        Opaque folder = ((Lookup.Ok) client.call(new Lookup(root, Name.of("folder")))).object();
        Changed full = client.call(new RmDir(root, Name.of("folder")));
        assertThat(((Changed.Failed) full).status()).isEqualTo(Status.NOTEMPTY);
        for (String name : List.of("link", "second", "moved")) {
            assertThat(client.call(new Remove(folder, Name.of(name)))).isInstanceOf(Changed.Ok.class);
        }
        assertThat(client.call(new RmDir(root, Name.of("folder")))).isInstanceOf(Changed.Ok.class);
        assertThat(client.call(new GetAttr(file))).isEqualTo(new GetAttr.Failed(Status.STALE));
    }

    private static Opaque object(Created made) {
        return Objects.requireNonNull(((Created.Ok) made).object());
    }
}
