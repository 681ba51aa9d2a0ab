package dev.cleat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.ExportOptions;
import dev.cleat.mount.Export;
import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.mount.OldMnt;
import dev.cleat.mount.Umnt;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.FsInfo;
import dev.cleat.nfs3.FsStat;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.MkDir;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Rename;
import dev.cleat.nfs3.RmDir;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcException;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Client for NFS: {@code mount.exe -o anon,nolock \\host\boot Z:}. */
class WindowsTest extends Conversation {
    /** -2 of 16 bits, what Windows is when it is nobody. */
    private static final Credential ANONYMOUS = new Credential.Sys(0, "WINDOWS", -2, -2, List.of());

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"TCP", "UDP"})
    void mountsByPortsThatItAsksFor(Protocol asked) throws IOException {
        int mountPort = getPort(asked, Mount.V3, Protocol.UDP);
        assertThat(mountPort).isEqualTo(server.mountPort());
        RpcClient mount = connect(Protocol.UDP, mountPort, ANONYMOUS);
        assertThat(mount.call(Export.PROCEDURE.in(Mount.V3), new Export()).exports())
                .extracting(exported -> exported.directory().toString())
                .containsExactly("/boot");
        Mnt.Ok mounted = (Mnt.Ok) mount.call(new Mnt(Name.of("/boot")));
        assertThat(getPort(asked, Nfs3.VERSION, Protocol.TCP)).isEqualTo(server.port());
        // It polls older versions and the lock manager too, and must get an answer, not silence.
        assertThat(getPort(asked, new ProgramVersion(100003, 2, "nfs2"), Protocol.TCP))
                .isEqualTo(server.port());
        assertThat(getPort(asked, new ProgramVersion(100021, 4, "nlm4"), Protocol.UDP))
                .isZero();

        RpcClient nfs = connect(Protocol.TCP, server.port(), ANONYMOUS);
        nfs.call(new Null(Nfs3.VERSION));
        FsInfo.Ok info = (FsInfo.Ok) nfs.call(new FsInfo(mounted.handle()));
        assertThat(info.readMax()).isGreaterThanOrEqualTo(32 * 1024);
        assertThat(nfs.call(new FsStat(mounted.handle()))).isInstanceOf(FsStat.Ok.class);
        assertThat(nfs.call(new GetAttr(mounted.handle()))).isInstanceOf(GetAttr.Ok.class);
        mount.call(Umnt.PROCEDURE.in(Mount.V3), new Umnt(Name.of("/boot")));
    }

    /** It asks for what it finds, the oldest last, and takes silence for a server that is down. */
    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"TCP", "UDP"})
    void hearsFromEveryVersionThatItPolls(Protocol protocol) throws IOException {
        RpcClient mount = connect(protocol, server.mountPort(), ANONYMOUS);
        for (ProgramVersion version : List.of(Mount.V3, Mount.V2, Mount.V1)) {
            assertThat(getPort(protocol, version, protocol)).isEqualTo(server.mountPort());
            mount.call(new Null(version));
        }
        RpcClient nfs = connect(protocol, server.port(), ANONYMOUS);
        nfs.call(new Null(Nfs3.VERSION));
        nfs.call(new Null(new ProgramVersion(100003, 2, "nfs2")));
        assertThat(refusal(() -> nfs.call(new Null(new ProgramVersion(100003, 4, "nfs4")))))
                .isEqualTo(new RpcException.ProgramMismatch(2, 3));
        RpcClient portmapper = portmapper(protocol);
        for (int version : new int[] {2, 3, 4}) {
            portmapper.call(new Null(new ProgramVersion(100000, version, "portmap")));
        }
        Mnt old = new Mnt(Name.of("/boot"));
        assertThat(mount.call(OldMnt.PROCEDURE.in(Mount.V1), new OldMnt(old.path())))
                .isInstanceOf(OldMnt.Ok.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/!", "!"})
    void findsAllExportsBehindTheRootsName(String path) throws IOException {
        server.export(new dev.cleat.export.Export("more", null, vfs, ExportOptions.DEFAULT));
        RpcClient mount = connect(Protocol.TCP, server.mountPort(), ANONYMOUS);
        Opaque root = ((Mnt.Ok) mount.call(new Mnt(Name.of(path)))).handle();
        RpcClient nfs = connect(Protocol.TCP, server.port(), ANONYMOUS);
        ReadDir.Ok listed = (ReadDir.Ok) nfs.call(new ReadDir(root, 0, 0, 8192));
        assertThat(listed.entries())
                .extracting(entry -> entry.name().toString())
                .containsExactlyInAnyOrder(".", "..", "boot", "more");
        Lookup.Ok boot = (Lookup.Ok) nfs.call(new Lookup(root, Name.of("boot")));
        assertThat(boot.object()).isEqualTo(((Mnt.Ok) mount.call(new Mnt(Name.of("/boot")))).handle());
    }

    /** Every 0.8 seconds without an answer it says the same again, by the same xid. */
    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"TCP", "UDP"})
    void hearsTheSameAgainWhenItSaysTheSameAgain(Protocol protocol) throws IOException {
        Opaque root = ((Mnt.Ok)
                        connect(Protocol.UDP, server.mountPort(), ANONYMOUS).call(new Mnt(Name.of("/boot"))))
                .handle();
        List<Object> first = changes(connect(protocol, server.port(), ANONYMOUS, 4711), root);
        assertThat(first)
                .allMatch(result -> result instanceof Created.Ok
                        || result instanceof Changed.Ok
                        || result instanceof Rename.Ok
                        || result instanceof Write.Ok);
        assertThat(changes(connect(protocol, server.port(), ANONYMOUS, 4711), root))
                .as("not that a name exists, or is gone")
                .isEqualTo(first);
        assertThat(changes(connect(protocol, server.port(), ANONYMOUS, 815), root))
                .as("new calls are carried out")
                .isNotEqualTo(first);
    }

    private static List<Object> changes(RpcClient nfs, Opaque root) throws IOException {
        Name folder = Name.of("New folder");
        Name file = Name.of("desktop.ini");
        Name moved = Name.of("moved.ini");
        SetAttributes mode = SetAttributes.mode(0755);
        List<Object> said = new ArrayList<>();
        said.add(nfs.call(new MkDir(root, folder, mode)));
        Created made = nfs.call(new Create(root, file, new Create.Guarded(mode)));
        said.add(made);
        Opaque handle = Objects.requireNonNull(((Created.Ok) made).object());
        said.add(nfs.call(new Write(handle, 0, Stability.FILE_SYNC, ByteBuffer.wrap(new byte[] {1}))));
        said.add(nfs.call(new SetAttr(handle, SetAttributes.size(0), null)));
        said.add(nfs.call(new Rename(root, file, root, moved)));
        said.add(nfs.call(new Remove(root, moved)));
        said.add(nfs.call(new RmDir(root, folder)));
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/boot", "boot", "/boot/", "/", "/!", "!", "/srv/boot"})
    void findsTheOnlyExportByAnyOfItsNames(String path) throws IOException {
        RpcClient mount = connect(Protocol.TCP, server.mountPort(), ANONYMOUS);
        Opaque byName = ((Mnt.Ok) mount.call(new Mnt(Name.of("/boot")))).handle();
        assertThat(((Mnt.Ok) mount.call(new Mnt(Name.of(path)))).handle()).isEqualTo(byName);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void worksOnFiles(int timesSent) throws IOException {
        Mnt.Ok mounted =
                (Mnt.Ok) connect(Protocol.UDP, server.mountPort(), ANONYMOUS).call(new Mnt(Name.of("/boot")));
        Opaque root = mounted.handle();
        RpcClient nfs = connect(Protocol.TCP, server.port(), ANONYMOUS);
        ReadDir.Ok listed = (ReadDir.Ok) nfs.call(new ReadDir(root, 0, 0, 8192));
        assertThat(listed.entries())
                .extracting(entry -> entry.name().toString())
                .contains(".", "..", "images");

        Name name = Name.of("new file.txt");
        assertThat(nfs.call(new Lookup(root, name)))
                .isInstanceOfSatisfying(
                        Lookup.Failed.class,
                        failed -> assertThat(failed.status()).isEqualTo(Status.NOENT));
        Create create = new Create(root, name, new Create.Unchecked(SetAttributes.mode(0755)));
        Opaque file = Objects.requireNonNull(((Created.Ok) nfs.call(create)).object());
        assertThat(nfs.call(new GetAttr(file))).isInstanceOf(GetAttr.Ok.class);
        ClientTime time = new ClientTime(Instant.ofEpochSecond(1_500_000_000));
        nfs.call(new SetAttr(file, SetAttributes.times(null, time), null));
        byte[] text = "written on Windows".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < timesSent; i++) {
            assertThat(nfs.call(new Write(file, 0, Stability.FILE_SYNC, ByteBuffer.wrap(text))))
                    .isInstanceOf(Write.Ok.class);
        }
        Read.Ok read = (Read.Ok) nfs.call(new Read(file, 0, 32 * 1024));
        assertThat(read.data()).isEqualTo(ByteBuffer.wrap(text));

        Name other = Name.of("Renamed.txt");
        assertThat(nfs.call(new Rename(root, name, root, other))).isInstanceOf(Rename.Ok.class);
        assertThat(((Lookup.Ok) nfs.call(new Lookup(root, other))).object()).isEqualTo(file);
        nfs.call(new Remove(root, other));
        assertThat(nfs.call(new Lookup(root, other))).isInstanceOf(Lookup.Failed.class);
    }
}
