package dev.cleat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cleat.cli.Session.Entry;
import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.Changed;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.PathConf;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.nfs3.Status;
import dev.cleat.rpc.Protocol;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cleat serve} on a host like Windows, as clients see it. */
@Timeout(60)
class WindowsHostTest {
    private static final int ANNA = 1000;
    private static final int BERT = 1001;

    @TempDir
    private Path state;

    private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows().toBuilder()
            .setRoots("C:\\", "D:\\")
            .setWorkingDirectory("C:\\work")
            .build());

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(windows.getPath("C:\\Users\\Foo\\Inner"));
        Files.createDirectories(windows.getPath("C:\\Secret"));
        Files.writeString(windows.getPath("D:\\on d.txt"), "data");
    }

    @AfterEach
    void close() throws IOException {
        windows.close();
    }

    private ServedHost serve(String... arguments) throws InterruptedException {
        return new ServedHost(windows, state, arguments);
    }

    private static Session session(ServedHost host, int user) {
        return new Nfs3Session(host.client(Protocol.TCP, user, user));
    }

    @Test
    void allDrivesAreFoldersBelowTheRoot() throws Exception {
        try (ServedHost host = serve("--drives");
                Session session = session(host, ANNA)) {
            Opaque root = session.mount("/");
            assertThat(session.list(root)).extracting(Entry::name).containsExactly("c", "d");
            Opaque drive = session.find(root, "d");
            assertThat(drive).isEqualTo(session.mount("D:\\")).isEqualTo(session.mount("/d"));
            assertThat(session.list(drive)).extracting(Entry::name).containsExactly("on d.txt");
            assertThat(session.find(session.find(session.find(root, "c"), "users"), "foo"))
                    .isEqualTo(session.mount("c:/users/FOO"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:/users/foo/inner",
                "c:\\Users\\Foo\\Inner",
                "/c/users/foo/inner",
                "/Users/Foo/Inner",
                "/users/FOO/inner"
            })
    void oneFolderIsMountedByAllItsPaths(String path) throws Exception {
        try (ServedHost host = serve("C:\\users");
                Session session = session(host, ANNA)) {
            assertThat(session.mount(path)).isEqualTo(session.mount("/Users/Foo/Inner"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C:/",
                "C:/Secret",
                "/c/secret",
                "D:/",
                "/Users/../Secret",
                "C:/users/..\\Secret",
                "/Users/Foo/..\\..\\..\\Secret",
                "C:/users/foo::$INDEX_ALLOCATION/Inner",
                "C:/users/foo/NUL",
                "/Users/C:/Secret",
                "\\\\localhost\\C$\\Secret",
                "\\\\?\\C:\\Secret",
                "\\\\.\\C:\\Secret",
                "C:/USERS~1"
            })
    void nothingOutsideOfTheExportIsMounted(String path) throws Exception {
        try (ServedHost host = serve("C:\\Users");
                Session session = session(host, ANNA)) {
            Status status = null;
            try {
                session.mount(path);
            } catch (VfsException e) {
                status = Status.of(e.error());
            }
            assertThat(status).isIn(Status.NOENT, Status.ACCES, Status.NOTDIR);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CON",
                "nul.txt",
                "COM1",
                "a:b",
                "trailing.",
                "trailing ",
                "..\\..\\Secret",
                "C:\\Secret",
                "what?",
                "a|b<c>*\"",
                "back\\slash",
                "..."
            })
    void namesThatWindowsForbidsAreKeptAndLeadNowhere(String name) throws Exception {
        try (ServedHost host = serve("C:\\Users");
                Session session = session(host, ANNA)) {
            Opaque folder = session.mount("/Users/Foo/Inner");
            Opaque file = session.create(folder, name, 0644);
            session.write(file, name.getBytes(UTF_8));
            assertThat(session.list(folder)).extracting(Entry::name).containsExactly(name);
            assertThat(session.find(folder, name)).isEqualTo(file);
            try (var kept = Files.list(windows.getPath("C:\\Users\\Foo\\Inner"))) {
                assertThat(kept)
                        .hasSize(1)
                        .allSatisfy(path -> assertThat(Files.readString(path)).isEqualTo(name));
            }
            session.rename(folder, name, "plain");
            session.rename(folder, "plain", name);
            session.remove(folder, name);
            assertThat(session.list(folder)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:stream", "file::$DATA", "file.", "file ", "file\\", ".\\file", "Inner\\..\\file"})
    void noOtherNameReachesAFile(String alias) throws Exception {
        try (ServedHost host = serve("C:\\Users");
                Session session = session(host, ANNA)) {
            Opaque folder = session.mount("/Users/Foo");
            session.create(folder, "file", 0644);
            assertThat(session.call(new Lookup(folder, Name.of(alias))))
                    .isInstanceOfSatisfying(
                            Lookup.Failed.class,
                            failed -> assertThat(failed.status()).isEqualTo(Status.NOENT));
        }
    }

    @Test
    void namesThatAreNoTextAreKept() throws Exception {
        try (ServedHost host = serve("C:\\Users");
                Session session = session(host, ANNA)) {
            Opaque folder = session.mount("/Users/Foo");
            Name odd = Name.of(new byte[] {'x', (byte) 0xFF, (byte) 0xC3});
            assertThat(session.call(new Create(folder, odd, new Create.Guarded(SetAttributes.NONE))))
                    .isInstanceOf(Created.Ok.class);
            assertThat(session.call(new Lookup(folder, odd))).isInstanceOf(Lookup.Ok.class);
        }
    }

    @Test
    void theLongestNameMayConsistOfForbiddenCharacters() throws Exception {
        String name = "?".repeat(255);
        try (ServedHost host = serve("C:\\Users");
                Session session = session(host, ANNA)) {
            Opaque folder = session.mount("/Users/Foo/Inner");
            session.create(folder, name, 0644);
            assertThat(session.list(folder)).extracting(Entry::name).containsExactly(name);
        }
    }

    @Test
    void whatIsTooLongForClientsIsNotListed() throws Exception {
        Path folder = windows.getPath("C:\\Users\\Foo\\Inner");
        Files.createFile(folder.resolve("\u6f22".repeat(86)));
        Files.createFile(folder.resolve("\u6f22".repeat(85)));
        try (ServedHost host = serve("C:\\Users");
                Session session = session(host, ANNA)) {
            assertThat(session.list(session.mount("/Users/Foo/Inner")))
                    .extracting(Entry::name)
                    .containsExactly("\u6f22".repeat(85));
        }
    }

    @Test
    void pathsMayBeLongerThanWindowsUsedToLike() throws Exception {
        try (ServedHost host = serve("C:\\Users");
                Session session = session(host, ANNA)) {
            Opaque folder = session.mount("/Users");
            for (int depth = 0; depth < 40; depth++) {
                folder = session.makeFolder(folder, "a folder with a long name " + depth);
            }
            Opaque file = session.create(folder, "deep", 0644);
            session.write(file, "deep".getBytes(UTF_8));
            assertThat(session.read(session.find(folder, "DEEP"))).isEqualTo("deep".getBytes(UTF_8));
        }
    }

    @Test
    void caseDoesNotCountButIsKept() throws Exception {
        try (ServedHost host = serve("C:\\Users");
                Session session = session(host, ANNA)) {
            Opaque folder = session.mount("/Users/Foo/Inner");
            PathConf.Ok limits = (PathConf.Ok) session.call(new PathConf(folder));
            assertThat(limits.caseInsensitive()).isTrue();
            assertThat(limits.casePreserving()).isTrue();
            Opaque file = session.create(folder, "Name", 0644);
            assertThat(session.find(folder, "NAME")).isEqualTo(file);
            assertThat(session.call(new Create(folder, Name.of("name"), new Create.Guarded(SetAttributes.NONE))))
                    .isInstanceOf(Created.Failed.class);
            session.rename(folder, "name", "NAME");
            assertThat(session.list(folder)).extracting(Entry::name).containsExactly("NAME");
            assertThat(session.find(folder, "name")).isEqualTo(file);
            Opaque inner = session.makeFolder(folder, "sub");
            session.rename(folder, "sub", "Sub");
            assertThat(session.find(folder, "SUB")).isEqualTo(inner);
        }
    }

    @Test
    void modesAndOwnersOutliveTheServer() throws Exception {
        Opaque file;
        try (ServedHost host = serve("--squash=none", "C:\\Users");
                Session anna = session(host, ANNA);
                Session root = session(host, 0)) {
            Opaque folder = anna.mount("/Users/Foo");
            file = anna.create(folder, "file", 0600);
            anna.write(file, "hers".getBytes(UTF_8));
            root.call(new SetAttr(file, SetAttributes.owner(null, BERT), null));
            anna.changeMode(file, 0640);
            anna.rename(folder, "file", "renamed");
        }
        try (ServedHost host = serve("--squash=none", "C:\\Users");
                Session anna = session(host, ANNA);
                Session bert = session(host, BERT);
                Session other = session(host, 1002)) {
            assertThat(anna.mode(file)).isEqualTo(0640);
            assertThat(bert.read(file)).isEqualTo("hers".getBytes(UTF_8));
            assertThat(other.call(new Read(file, 0, 10)))
                    .isInstanceOfSatisfying(
                            Read.Failed.class,
                            failed -> assertThat(failed.status()).isEqualTo(Status.ACCES));
            assertThat(((Access.Ok) bert.call(new Access(file, Access.READ | Access.MODIFY))).access())
                    .isEqualTo(Access.READ);
            Changed refused = bert.call(new SetAttr(file, SetAttributes.mode(0666), null));
            assertThat(((Changed.Failed) refused).status()).isEqualTo(Status.PERM);
        }
    }

    @Test
    void aHostWithoutDrivesSaysSo() throws Exception {
        try (FileSystem unix = Jimfs.newFileSystem(Configuration.unix())) {
            assertThatThrownBy(() -> new ServedHost(unix, state, "--drives"))
                    .hasMessageContaining("this host has no drives");
        }
    }
}
