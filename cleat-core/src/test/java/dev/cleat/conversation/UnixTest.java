package dev.cleat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.mount.Export;
import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.FsStat;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.bind.Bind;
import dev.cleat.rpc.bind.PmapCallIt;
import dev.cleat.rpc.bind.Rpcb;
import dev.cleat.rpc.bind.RpcbGetAddr;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ServerTime;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** macOS, BSD, Solaris, ESXi, and libnfs. */
class UnixTest extends Conversation {
    private static final Credential USER = new Credential.Sys(0, "mac", 501, 20, List.of(20, 12, 61));

    /** With ports named, macOS asks no portmapper; applications create exclusively, and save by renaming over. */
    @Test
    void macosSavesADocument() throws IOException {
        Opaque root = mount(connect(Protocol.TCP, server.mountPort(), USER), "/boot");
        RpcClient nfs = connect(Protocol.TCP, server.port(), USER);
        assertThat(((FsStat.Ok) nfs.call(new FsStat(root))).space().availableBytes())
                .as("Finder looks before it copies")
                .isPositive();
        Opaque old = save(nfs, root, "Document.txt", "first");
        Opaque fresh = save(nfs, root, "Document.txt.sb-1", "second");
        assertThat(nfs.call(new Rename(root, Name.of("Document.txt.sb-1"), root, Name.of("Document.txt"))))
                .isInstanceOf(Rename.Ok.class);
        assertThat(lookup(nfs, root, "Document.txt"))
                .as("the handle survives the rename")
                .isEqualTo(fresh);
        assertThat(nfs.call(new GetAttr(fresh))).isInstanceOf(GetAttr.Ok.class);
        assertThat(nfs.call(new GetAttr(old))).isEqualTo(new GetAttr.Failed(Status.STALE));

        save(nfs, root, "._Document.txt", "resource fork");
        save(nfs, root, ".DS_Store", "view");
        Name decomposed = Name.of("u\u0308ber.txt");
        save(nfs, root, decomposed.toString(), "NFD");
        ReadDirPlus.Ok plus = (ReadDirPlus.Ok) nfs.call(new ReadDirPlus(root, 0, 0, 8192, 32768));
        assertThat(plus.entries()).extracting(ReadDirPlus.Entry::name).contains(decomposed, Name.of("._Document.txt"));
    }

    private static Opaque save(RpcClient nfs, Opaque root, String name, String text) throws IOException {
        Create create = new Create(root, Name.of(name), new Create.Exclusive(text.hashCode() * 0x9E3779B97F4A7C15L));
        Opaque file = Objects.requireNonNull(((Created.Ok) nfs.call(create)).object());
        SetAttributes mode = SetAttributes.mode(0644).withTimes(new ServerTime(), new ServerTime());
        nfs.call(new SetAttr(file, mode, null));
        assertThat(nfs.call(
                        new Write(file, 0, Stability.UNSTABLE, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))))
                .isInstanceOf(Write.Ok.class);
        return file;
    }

    /** Solaris asks rpcbind 4 and 3 first. */
    @Test
    void solarisFindsTheServerByRpcbind() throws IOException {
        RpcClient rpcbind = portmapper(Protocol.UDP);
        Rpcb wanted = new Rpcb(Nfs3.VERSION.program(), 3, "tcp", "", "");
        for (var version : List.of(Bind.V4, Bind.V3)) {
            String address = rpcbind.call(RpcbGetAddr.PROCEDURE.in(version), new RpcbGetAddr(wanted))
                    .address();
            assertThat(address).endsWith("." + (server.port() >> 8) + "." + (server.port() & 0xFF));
        }
    }

    /** OpenBSD needs "." and ".."; the C library gets confused by a file number of 0. */
    @Test
    void bsdListsItselfAndItsParent() throws IOException {
        Opaque images = mount(connect(Protocol.TCP, server.mountPort(), ROOT), "/boot/images");
        RpcClient nfs = connect(Protocol.TCP, server.port(), ROOT);
        ReadDir.Ok listed = (ReadDir.Ok) nfs.call(new ReadDir(images, 0, 0, 4096));
        assertThat(listed.entries())
                .extracting(entry -> entry.name().toString())
                .containsExactlyInAnyOrder(".", "..", "kernel", "current");
        assertThat(listed.entries())
                .allSatisfy(entry -> assertThat(entry.fileId()).isNotZero());
        long parent = listed.entries().get(1).fileId();
        Attributes above = ((GetAttr.Ok) nfs.call(new GetAttr(lookup(nfs, images, "..")))).attributes();
        assertThat(above.fileId()).isEqualTo(parent);
    }

    /** ESXi: root, and locks by files that only one can make. */
    @Test
    void esxiLocksByGuardedCreation() throws IOException {
        Opaque root = mount(connect(Protocol.TCP, server.mountPort(), ROOT), "/boot");
        RpcClient one = connect(Protocol.TCP, server.port(), ROOT);
        RpcClient other = connect(Protocol.TCP, server.port(), ROOT);
        assertThat(root.length()).as("more than 56 bytes are refused").isLessThanOrEqualTo(56);
        Create lock = new Create(root, Name.of(".lck-0000000000000001"), new Create.Guarded(SetAttributes.mode(0644)));
        assertThat(one.call(lock)).isInstanceOf(Created.Ok.class);
        assertThat(other.call(lock))
                .isInstanceOfSatisfying(
                        Created.Failed.class,
                        failed -> assertThat(failed.status()).isEqualTo(Status.EXIST));
        one.call(new Remove(root, lock.name()));
        assertThat(other.call(lock)).isInstanceOf(Created.Ok.class);
    }

    /** libnfs, Kodi, VLC: a broadcast to find servers, EXPORT to find folders, whatever uid. */
    @Test
    void libnfsDiscoversTheServerAndItsExports() throws IOException {
        PmapCallIt.Result found = portmapper(Protocol.UDP).call(new PmapCallIt(Mount.PROGRAM, 3, 0, Opaque.EMPTY));
        assertThat(found.port()).isEqualTo(server.mountPort());
        RpcClient mount = connect(Protocol.TCP, found.port(), USER);
        assertThat(mount.call(Export.PROCEDURE.in(Mount.V3), new Export()).exports())
                .extracting(exported -> exported.directory().toString())
                .containsExactly("/boot");
        Opaque root = mount(mount, "/boot");
        Access.Ok access =
                (Access.Ok) connect(Protocol.TCP, server.port(), USER).call(new Access(root, 0x3F));
        assertThat(access.access() & Access.READ).isNotZero();
    }

    private static Opaque mount(RpcClient mount, String path) throws IOException {
        Mnt.Ok mounted = (Mnt.Ok) mount.call(new Mnt(Name.of(path)));
        assertThat(mounted.flavors()).as("BSD refuses AUTH_NONE alone").contains(1);
        return mounted.handle();
    }

    private static Opaque lookup(RpcClient nfs, Opaque directory, String name) throws IOException {
        return ((Lookup.Ok) nfs.call(new Lookup(directory, Name.of(name)))).object();
    }
}
