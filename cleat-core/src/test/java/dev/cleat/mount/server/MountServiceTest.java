package dev.cleat.mount.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.export.file.ExportTable;
import dev.cleat.mount.Dump;
import dev.cleat.mount.Dump.Mounted;
import dev.cleat.mount.Export.Exported;
import dev.cleat.mount.Mnt;
import dev.cleat.mount.Mount;
import dev.cleat.mount.OldMnt;
import dev.cleat.mount.PathConf;
import dev.cleat.mount.Status;
import dev.cleat.mount.Umnt;
import dev.cleat.mount.UmntAll;
import dev.cleat.rpc.Null;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcServer;
import dev.cleat.rpc.Workers;
import dev.cleat.rpc.transport.ClientChannelInProcess;
import dev.cleat.rpc.transport.InProcess;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Limits;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.BufferPool;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountServiceTest {
    private final Workers workers =
            new Workers(2, 100, 100, Thread.ofPlatform().daemon().factory());
    private final MemoryVfs vfs = new MemoryVfs();
    private final ExportTable exports = new ExportTable(
            HandleKey.random(), name -> (name.hashCode() & 0xFFF) | 1, InstantSource.system(), new Random(1));
    private final List<String> heard = new ArrayList<>();
    private final RpcServer server = RpcServer.builder(workers)
            .services(MountService.of(exports, new Hearing(), 1024))
            .build();
    private final RpcClient client = from("127.0.0.1");

    private final class Hearing implements MountListener {
        @Override
        public void mounted(InetSocketAddress client, Name path) {
            heard.add("+" + path);
        }

        @Override
        public void unmounted(InetSocketAddress client, Name path) {
            heard.add("-" + path);
        }
    }

    private RpcClient from(String host) {
        InProcess calls = new InProcess(server, new InetSocketAddress(host, 50_000), BufferPool.HEAP);
        return new RpcClient(new ClientChannelInProcess(calls), new Random(1));
    }

    @BeforeEach
    void exportAFolder() throws IOException {
        exports.put(new Export("srv", "/host/data", vfs, ExportOptions.DEFAULT));
        make(vfs, "folder", new NewObject.Directory(SetAttributes.NONE));
        make(vfs, "file", new NewObject.RegularFile(SetAttributes.NONE));
        make(vfs, "inside", new NewObject.SymbolicLink(Name.of("folder"), SetAttributes.NONE));
        make(vfs, "outside", new NewObject.SymbolicLink(Name.of("/etc"), SetAttributes.NONE));
        make(vfs, "above", new NewObject.SymbolicLink(Name.of("../.."), SetAttributes.NONE));
    }

    private static void make(MemoryVfs vfs, String name, NewObject object) throws IOException {
        vfs.create(vfs.root(), Name.of(name), object, Caller.ROOT);
    }

    @AfterEach
    void endThreads() {
        workers.close();
    }

    private Opaque mounted(String path) throws IOException {
        Mnt.Result result = client.call(new Mnt(Name.of(path)));
        assertThat(result).as(path).isInstanceOf(Mnt.Ok.class);
        return ((Mnt.Ok) result).handle();
    }

    @Test
    void everyVersionAnswersNull() throws IOException {
        client.call(new Null(Mount.V1));
        client.call(new Null(Mount.V2));
        client.call(new Null(Mount.V3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv",
                "/srv/",
                "srv",
                "//srv//",
                "/srv/.",
                "/host/data",
                "/host/data/",
                "/",
                "",
                "/!",
                "/srv/folder/.."
            })
    void everyNameOfAnExportGivesItsHandle(String path) throws IOException {
        assertThat(mounted(path)).isEqualTo(mounted("/srv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/folder", "/host/data/folder/", "/srv/inside", "/srv//./inside/"})
    void foldersBelowAndLinksInsideCanBeMounted(String path) throws IOException {
        assertThat(mounted(path)).isEqualTo(mounted("/srv/folder")).isNotEqualTo(mounted("/srv"));
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/nothing, NOENT",
        "/other, NOENT",
        "/srvx, NOENT",
        "/srv/file, NOTDIR",
        "/srv/file/below, NOTDIR",
        "/srv/outside, ACCES",
        "/srv/above, ACCES",
        "/srv/.., ACCES",
        "/srv/../etc, ACCES",
        "/srv/folder/../../x, ACCES"
    })
    void nothingElseCanBeMounted(String path, Status status) throws IOException {
        assertThat(client.call(new Mnt(Name.of(path)))).isEqualTo(new Mnt.Failed(status));
        assertThat(client.call(new OldMnt(Name.of(path)))).isEqualTo(new OldMnt.Failed(status.errno()));
        assertThat(heard).isEmpty();
    }

    @Test
    void aFolderWhoseNameIsNoTextIsMountedByItsBytes() throws IOException {
        Name odd = Name.of(new byte[] {'x', (byte) 0xFF});
        vfs.create(vfs.root(), odd, new NewObject.Directory(SetAttributes.NONE), Caller.ROOT);
        Name path = Name.of(new byte[] {'/', 's', 'r', 'v', '/', 'x', (byte) 0xFF});
        assertThat(client.call(new Mnt(path))).isInstanceOf(Mnt.Ok.class);
    }

    /** Of a host like Windows, where case does not count. */
    private void exportFromWindows(String name, String hostPath) throws IOException {
        exports.put(new Export(name, hostPath, new CaselessVfs(vfs), ExportOptions.DEFAULT));
    }

    private static final class CaselessVfs extends ForwardingVfs {
        CaselessVfs(MemoryVfs below) {
            super(below);
        }

        @Override
        public Node lookup(FileId directory, Name name, Caller caller) throws IOException {
            return super.lookup(directory, Name.of(name.toString().toLowerCase(Locale.ROOT)), caller);
        }

        @Override
        public Limits limits(FileId object) {
            Limits limits = Limits.POSIX;
            return new Limits(
                    limits.maxFileSize(),
                    limits.maxNameLength(),
                    limits.maxLinks(),
                    limits.timeGranularity(),
                    true,
                    true,
                    true,
                    true,
                    true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:/users/foo/folder",
                "c:\\Users\\Foo\\Folder",
                "/c/users/foo/folder",
                "/C/Users/Foo/FOLDER/",
                "/C:/users/foo/inside",
                "/Home/folder",
                "/HOME/Folder",
                "/home/absolute",
                "C:\\USERS\\FOO\\inside\\..\\folder"
            })
    void aFolderOfWindowsIsMountedByEveryWayToWriteIt(String path) throws IOException {
        make(vfs, "absolute", new NewObject.SymbolicLink(Name.of("C:/users/foo/folder"), SetAttributes.NONE));
        exportFromWindows("home", "C:\\Users\\Foo");
        assertThat(mounted(path)).isEqualTo(mounted("/home/folder"));
    }

    @ParameterizedTest
    @CsvSource({
        "C:/, NOENT",
        "C:/users, NOENT",
        "C:/Windows, NOENT",
        "D:/users/foo, NOENT",
        "C:/users/foo/.., ACCES",
        "C:\\users\\foo\\..\\..\\Windows, ACCES",
        "/c/users/foo/folder/../../bar, ACCES",
        "/home/away, ACCES",
        "/home/other, ACCES",
        "\\\\server\\share, NOENT",
        "\\\\?\\C:\\users\\foo, NOENT"
    })
    void nothingElseOfWindowsIsReachable(String path, Status status) throws IOException {
        make(vfs, "away", new NewObject.SymbolicLink(Name.of("C:/Windows"), SetAttributes.NONE));
        make(vfs, "other", new NewObject.SymbolicLink(Name.of("D:/users/foo/folder"), SetAttributes.NONE));
        exportFromWindows("home", "C:\\Users\\Foo");
        assertThat(client.call(new Mnt(Name.of(path)))).isEqualTo(new Mnt.Failed(status));
    }

    @Test
    void anExactNameGoesBeforeOneInAnotherCase() throws IOException {
        exportFromWindows("data", "C:\\lower");
        exports.put(new Export("DATA", null, new MemoryVfs(), ExportOptions.DEFAULT));
        assertThat(mounted("/data")).isEqualTo(mounted("c:/LOWER")).isNotEqualTo(mounted("/DATA"));
    }

    @Test
    void theInnermostExportIsMounted() throws IOException {
        exportFromWindows("c", "C:\\");
        exports.put(new Export("inner", "C:\\Folder", new MemoryVfs(), ExportOptions.DEFAULT));
        assertThat(mounted("C:/")).isEqualTo(mounted("/c")).isEqualTo(mounted("C:"));
        assertThat(mounted("C:/Folder")).isEqualTo(mounted("/inner")).isNotEqualTo(mounted("/c/folder"));
    }

    @Test
    void strangersAreRefused() throws IOException {
        assertThat(from("192.0.2.7").call(new Mnt(Name.of("/srv")))).isEqualTo(new Mnt.Failed(Status.ACCES));
    }

    @Test
    void allVersionsGiveTheSameHandleOf32Bytes() throws IOException {
        Opaque handle = mounted("/srv");
        assertThat(handle.length()).isEqualTo(Mount.OLD_HANDLE_BYTES);
        assertThat(client.call(new OldMnt(Name.of("/srv")))).isEqualTo(new OldMnt.Ok(handle));
        assertThat(client.call(OldMnt.PROCEDURE.in(Mount.V2), new OldMnt(Name.of("/srv"))))
                .isEqualTo(new OldMnt.Ok(handle));
    }

    @Test
    void authSysIsThePreferredFlavor() throws IOException {
        assertThat(client.call(new Mnt(Name.of("/srv")))).isEqualTo(new Mnt.Ok(mounted("/srv"), List.of(1, 0)));
    }

    @Test
    void rootOfSeveralExportsIsNoneOfThem() throws IOException {
        exports.put(new Export("more", null, new MemoryVfs(), ExportOptions.DEFAULT));
        assertThat(mounted("/")).isNotEqualTo(mounted("/srv")).isNotEqualTo(mounted("/more"));
    }

    @Test
    void mountsAreRememberedUntilUnmounted() throws IOException {
        mounted("/srv");
        mounted("/srv/folder");
        mounted("/srv");
        assertThat(client.call(new Dump()).mounts())
                .containsExactly(
                        new Mounted("127.0.0.1", Name.of("/srv/folder")), new Mounted("127.0.0.1", Name.of("/srv")));
        client.call(new Umnt(Name.of("/srv")));
        client.call(new Umnt(Name.of("/srv")));
        client.call(new Umnt(Name.of("/never")));
        assertThat(client.call(new Dump()).mounts()).containsExactly(new Mounted("127.0.0.1", Name.of("/srv/folder")));
        assertThat(heard).containsExactly("+/srv", "+/srv/folder", "+/srv", "-/srv");
    }

    @Test
    void clientsForgetOnlyTheirOwnMounts() throws IOException {
        mounted("/srv");
        mounted("/srv/folder");
        from("127.0.0.2").call(new Mnt(Name.of("/srv")));
        client.call(new UmntAll());
        assertThat(client.call(new Dump()).mounts()).containsExactly(new Mounted("127.0.0.2", Name.of("/srv")));
        client.call(new Umnt(Name.of("/srv")));
        assertThat(client.call(new Dump()).mounts()).hasSize(1);
    }

    @Test
    void rememberedMountsAreBounded() throws IOException {
        int many = 3000;
        for (int i = 0; i < many; i++) {
            mounted("/srv" + "/".repeat(i % 1000) + (i < 1000 ? "" : i < 2000 ? "/." : "/./."));
        }
        assertThat(client.call(new Dump()).mounts()).hasSize(1024);
    }

    @Test
    void exportsAreListedWithTheirClients() throws IOException {
        exports.put(new Export("all", null, vfs, ExportOptions.DEFAULT.withClients(List.of())));
        List<Exported> expected = List.of(
                new Exported(Name.of("/all"), List.of("(nobody)")), new Exported(Name.of("/srv"), List.of("loopback")));
        assertThat(client.call(new dev.cleat.mount.Export()).exports()).isEqualTo(expected);
        assertThat(client.call(dev.cleat.mount.Export.ALL, new dev.cleat.mount.Export())
                        .exports())
                .isEqualTo(expected);
    }

    @Test
    void limitsAreToldToOldClients() throws IOException {
        PathConf.Result limits = client.call(new PathConf(Name.of("/srv")));
        assertThat(limits.nameMax()).isEqualTo(255);
        assertThat(limits.mask()).isZero();
        assertThat(client.call(new PathConf(Name.of("/nothing")))).isEqualTo(PathConf.Result.FAILED);
    }
}
