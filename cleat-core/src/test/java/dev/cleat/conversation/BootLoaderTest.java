package dev.cleat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.mount.OldMnt;
import dev.cleat.mount.Umnt;
import dev.cleat.mount.UmntAll;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.ReadLink;
import dev.cleat.nfs3.Status;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Programs that fetch a kernel before there is one: U-Boot and iPXE. */
class BootLoaderTest extends Conversation {
    private static final Credential NAMELESS = new Credential.Sys(0, "", 0, 0, List.of());

    /** U-Boot: UDP, MOUNT version 2 whatever it asked for, the folder of the file, 1024 bytes at a time, READLINK last. */
    @Test
    void uBootFetchesAFileByVersion3() throws IOException {
        assertThat(getPort(Protocol.UDP, Mount.V1, Protocol.UDP)).isEqualTo(server.mountPort());
        assertThat(getPort(Protocol.UDP, Nfs3.VERSION, Protocol.UDP)).isEqualTo(server.port());
        RpcClient mount = connect(Protocol.UDP, server.mountPort(), NAMELESS);
        Opaque folder = oldMount(mount, "/boot/images");
        RpcClient nfs = connect(Protocol.UDP, server.port(), NAMELESS);

        Opaque link = lookup(nfs, folder, "current");
        Read.Failed refused = (Read.Failed) nfs.call(new Read(link, 0, 1024));
        assertThat(refused.status()).as("what makes it ask for the target").isIn(Status.ISDIR, Status.INVAL);
        assertThat(((ReadLink.Ok) nfs.call(new ReadLink(link))).target()).isEqualTo(Name.of("kernel"));
        Opaque again = oldMount(mount, "/boot/images");
        assertThat(again).isEqualTo(folder);
        assertThat(readAll(nfs, lookup(nfs, again, "kernel"), 1024)).isEqualTo(KERNEL);
        mount.call(UmntAll.PROCEDURE.in(Mount.V1), new UmntAll());
    }

    /** It starts with version 2, and its counter of xids begins anew at each boot. */
    @Test
    void uBootFetchesAFileByVersion2() throws IOException {
        assertThat(getPort(Protocol.UDP, new ProgramVersion(100003, 2, "nfs2"), Protocol.UDP))
                .isEqualTo(server.port());
        for (int boot = 0; boot < 2; boot++) {
            Opaque folder = oldMount(connect(Protocol.UDP, server.mountPort(), NAMELESS), "/boot/images");
            assertThat(folder.length()).isEqualTo(32);
            RpcClient nfs = connect(Protocol.UDP, server.port(), NAMELESS);
            var found = (dev.cleat.nfs2.DirOpRes.Ok) nfs.call(new dev.cleat.nfs2.Lookup(folder, Name.of("kernel")));
            StringBuilder text = new StringBuilder();
            while (true) {
                var read =
                        (dev.cleat.nfs2.Read.Ok) nfs.call(new dev.cleat.nfs2.Read(found.file(), text.length(), 1024));
                if (!read.data().hasRemaining()) {
                    break;
                }
                text.append(StandardCharsets.US_ASCII.decode(read.data()));
            }
            assertThat(text.toString()).isEqualTo(KERNEL);
        }
    }

    /** iPXE: TCP, up the path until something can be mounted, a component at a time, 100,000 bytes at a time, UMNT. */
    @Test
    void ipxeFetchesAFile() throws IOException {
        assertThat(getPort(Protocol.TCP, Mount.V3, Protocol.TCP)).isEqualTo(server.mountPort());
        assertThat(getPort(Protocol.TCP, Nfs3.VERSION, Protocol.TCP)).isEqualTo(server.port());
        RpcClient mount = connect(Protocol.TCP, server.mountPort(), NAMELESS);
        assertThat(mount.call(new Mnt(Name.of("/boot/images/kernel")))).isInstanceOf(Mnt.Failed.class);
        Opaque folder = ((Mnt.Ok) mount.call(new Mnt(Name.of("/boot/images")))).handle();
        RpcClient nfs = connect(Protocol.TCP, server.port(), NAMELESS);
        Opaque file = lookup(nfs, folder, "kernel");

        Read.Ok only = (Read.Ok) nfs.call(new Read(file, 0, 100_000));
        assertThat(Objects.requireNonNull(only.attributes(), "it takes the size from here"))
                .extracting(Attributes::size)
                .isEqualTo((long) KERNEL.length());
        assertThat(only.eof()).isTrue();
        assertThat(StandardCharsets.US_ASCII.decode(only.data()).toString()).isEqualTo(KERNEL);
        mount.call(Umnt.PROCEDURE.in(Mount.V3), new Umnt(Name.of("/boot/images")));
    }

    private static Opaque oldMount(RpcClient mount, String path) throws IOException {
        return ((OldMnt.Ok) mount.call(OldMnt.PROCEDURE.in(Mount.V2), new OldMnt(Name.of(path)))).handle();
    }

    private static Opaque lookup(RpcClient nfs, Opaque directory, String name) throws IOException {
        return ((Lookup.Ok) nfs.call(new Lookup(directory, Name.of(name)))).object();
    }

    private static String readAll(RpcClient nfs, Opaque file, int step) throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            Read.Ok read = (Read.Ok) nfs.call(new Read(file, text.length(), step));
            text.append(StandardCharsets.US_ASCII.decode(read.data()));
            if (read.eof()) {
                return text.toString();
            }
        }
    }
}
