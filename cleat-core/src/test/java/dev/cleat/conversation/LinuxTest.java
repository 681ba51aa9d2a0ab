package dev.cleat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.FsStat;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.PathConf;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.rpc.AcceptStatus;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcException;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** mount.nfs and the kernel's client. */
class LinuxTest extends Conversation {
    @Test
    void mountWithoutOptionsFallsBackFromVersion4() throws IOException {
        RpcClient nfs = connect(Protocol.TCP, server.port(), ROOT);
        ProgramVersion version4 = new ProgramVersion(Nfs3.VERSION.program(), 4, "nfs4");
        // NULL, and then COMPOUND: neither may be taken for a call of version 3.
        assertThat(refusal(() -> nfs.call(new Null(version4)))).isEqualTo(new RpcException.ProgramMismatch(2, 3));
        assertThat(refusal(() -> nfs.call(GetAttr.PROCEDURE.in(version4), new GetAttr(Opaque.EMPTY))))
                .isEqualTo(new RpcException.ProgramMismatch(2, 3));
        assertThat(nfs.call(new Null(Nfs3.VERSION))).isNotNull();
    }

    @Test
    void version3MountsAsMountNfsAndTheKernelDoIt() throws IOException {
        assertThat(getPort(Protocol.UDP, Nfs3.VERSION, Protocol.TCP)).isEqualTo(server.port());
        connect(Protocol.TCP, server.port(), ROOT).call(new Null(Nfs3.VERSION));
        int mountPort = getPort(Protocol.UDP, Mount.V3, Protocol.UDP);
        assertThat(mountPort).isEqualTo(server.mountPort());
        RpcClient mount = connect(Protocol.UDP, mountPort, ROOT);
        mount.call(new Null(Mount.V3));
        Mnt.Ok mounted = (Mnt.Ok) mount.call(new Mnt(Name.of("/boot")));
        assertThat(mounted.flavors()).contains(1);

        RpcClient nfs = connect(Protocol.TCP, server.port(), ROOT);
        Opaque root = mounted.handle();
        nfs.call(new Null(Nfs3.VERSION));
        assertThat(nfs.call(new FsInfo(root))).isInstanceOf(FsInfo.Ok.class);
        assertThat(nfs.call(new PathConf(root))).isInstanceOf(PathConf.Ok.class);
        assertThat(nfs.call(new GetAttr(root))).isInstanceOf(GetAttr.Ok.class);
        assertThat(nfs.call(new Access(root, 0x1F))).isInstanceOf(Access.Ok.class);
        assertThat(nfs.call(new FsStat(root))).isInstanceOf(FsStat.Ok.class);
    }

    @Test
    void theProbeForAclsIsTurnedAwayCleanly() throws IOException {
        ProgramVersion acl = new ProgramVersion(100227, 3, "nfsacl3");
        Null probe = new Null(acl);
        assertThat(refusal(() -> connect(Protocol.TCP, server.port(), ROOT).call(probe)))
                .isEqualTo(new RpcException.Unaccepted(AcceptStatus.PROG_UNAVAIL));
    }

    @Test
    void theLockManagerIsNotPromised() throws IOException {
        ProgramVersion nlm = new ProgramVersion(100021, 4, "nlm4");
        assertThat(getPort(Protocol.UDP, nlm, Protocol.UDP)).isZero();
        assertThat(getPort(Protocol.UDP, nlm, Protocol.TCP)).isZero();
    }

    @Test
    void listingMayChangeBetweenBothProceduresOnTheWay() throws IOException {
        FileId folder = make(vfs.root(), "many", new NewObject.Directory(SetAttributes.mode(0755)));
        for (int i = 0; i < 200; i++) {
            make(folder, "entry-" + i, new NewObject.RegularFile(SetAttributes.NONE));
        }
        Mnt.Ok mounted =
                (Mnt.Ok) connect(Protocol.TCP, server.mountPort(), ROOT).call(new Mnt(Name.of("/boot/many")));
        RpcClient nfs = connect(Protocol.TCP, server.port(), ROOT);
        List<String> seen = new ArrayList<>();
        List<Long> cookies = new ArrayList<>(List.of(0L));
        boolean eof = false;
        for (boolean plus = true; !eof; plus = !plus) {
            long from = cookies.getLast();
            if (plus) {
                var page = (ReadDirPlus.Ok) nfs.call(new ReadDirPlus(mounted.handle(), from, 0, 512, 2048));
                page.entries().forEach(entry -> seen.add(entry.name().toString()));
                page.entries().forEach(entry -> cookies.add(entry.cookie()));
                eof = page.eof();
            } else {
                var page = (ReadDir.Ok) nfs.call(new ReadDir(mounted.handle(), from, 0, 1024));
                page.entries().forEach(entry -> seen.add(entry.name().toString()));
                page.entries().forEach(entry -> cookies.add(entry.cookie()));
                eof = page.eof();
            }
        }
        assertThat(seen).hasSize(202).doesNotHaveDuplicates();
        assertThat(cookies).as("a cookie that repeats is a readdir loop").doesNotHaveDuplicates();
    }
}
