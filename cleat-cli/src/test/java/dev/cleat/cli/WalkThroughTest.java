package dev.cleat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.cleat.cli.Session.Entry;
import dev.cleat.rpc.Protocol;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the article on a server for Windows in C# shows, from end to end: {@code mount -o proto=udp,vers=2 host:C:/users/foo},
 * {@code ls -l}, making, writing, reading, renaming and removing files and folders, links as {@code .sl} files, {@code df -k},
 * {@code umount}. Its server takes seconds for a file of 280 KiB.
 */
@Timeout(60)
class WalkThroughTest {
    private static final String FOLDER = "C:/users/foo";
    private static final int USER = 1000;

    @TempDir
    private Path state;

    private final FileSystem windows = Jimfs.newFileSystem(
            Configuration.windows().toBuilder().setWorkingDirectory("C:\\").build());
    private final Path foo = windows.getPath("C:\\Users\\Foo");
    private ServedHost host;

    enum Version {
        V2_UDP,
        V3_TCP
    }

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        Files.createDirectories(foo);
        Files.writeString(foo.resolve("Made on Windows.txt"), "hello");
        host = new ServedHost(windows, state, "C:\\Users");
    }

    @AfterEach
    void end() throws IOException {
        host.close();
        windows.close();
    }

    private Session session(Version version) {
        return switch (version) {
            case V2_UDP -> new Nfs2Session(host.client(Protocol.UDP, USER, USER));
            case V3_TCP -> new Nfs3Session(host.client(Protocol.TCP, USER, USER));
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyStepOfTheArticleWorks(Version version) throws IOException {
        try (Session session = session(version)) {
            Opaque root = session.mount(FOLDER);
            assertThat(session.free(root)).isPositive();
            assertThat(session.list(root)).containsExactly(new Entry("Made on Windows.txt", "REGULAR", 0777, 5));
            foldersAndFiles(session, root);
            links(session, root);
            modes(session, root);
            removal(session, root);
            session.unmount(FOLDER);
        }
    }

    private void foldersAndFiles(Session session, Opaque root) throws IOException {
        Opaque folder = session.makeFolder(root, "folder");
        session.write(session.create(folder, "new.txt", 0644), "written".getBytes(UTF_8));
        assertThat(Files.readString(foo.resolve("folder\\new.txt"))).isEqualTo("written");
        session.rename(root, "folder", "renamed");
        Opaque renamed = session.find(root, "RENAMED");
        assertThat(renamed).as("the handle outlives the change").isEqualTo(folder);
        assertThat(session.read(session.find(renamed, "new.txt"))).isEqualTo("written".getBytes(UTF_8));
        session.rename(root, "renamed", "Renamed");
        assertThat(session.list(root))
                .extracting(Entry::name)
                .containsExactlyInAnyOrder("Made on Windows.txt", "Renamed");
        Files.writeString(foo.resolve("Renamed\\host.txt"), "from the host");
        assertThat(session.read(session.find(folder, "host.txt"))).isEqualTo("from the host".getBytes(UTF_8));
        assertThat(session.list(folder))
                .containsExactlyInAnyOrder(
                        new Entry("new.txt", "REGULAR", 0644, 7), new Entry("host.txt", "REGULAR", 0777, 13));
    }

    private void links(Session session, Opaque root) throws IOException {
        session.makeLink(root, "link", "Renamed/new.txt");
        assertThat(Files.readString(foo.resolve("link.sl"))).isEqualTo("Renamed/new.txt");
        Files.writeString(foo.resolve("by hand.sl"), "Renamed\r\n");
        assertThat(session.list(root))
                .contains(new Entry("link", "SYMBOLIC_LINK", 0777, 15), new Entry("by hand", "SYMBOLIC_LINK", 0777, 7));
        assertThat(session.linkTarget(session.find(root, "link"))).isEqualTo("Renamed/new.txt");
        assertThat(session.linkTarget(session.find(root, "by hand"))).isEqualTo("Renamed");
        session.rename(root, "link", "moved");
        assertThat(Files.exists(foo.resolve("moved.sl"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        session.remove(root, "moved");
        session.remove(root, "by hand");
        assertThat(Files.exists(foo.resolve("by hand.sl"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    private static void modes(Session session, Opaque root) throws IOException {
        Opaque file = session.find(session.find(root, "renamed"), "new.txt");
        session.changeMode(file, 0751);
        assertThat(session.mode(file)).isEqualTo(0751);
    }

    private void removal(Session session, Opaque root) throws IOException {
        Opaque folder = session.find(root, "renamed");
        session.remove(folder, "new.txt");
        session.remove(folder, "HOST.TXT");
        session.removeFolder(root, "renamed");
        try (var left = Files.list(foo)) {
            assertThat(left).containsExactly(foo.resolve("Made on Windows.txt"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileOf280KibibytesTakesMillisecondsAndFewCalls(Version version) throws IOException {
        byte[] contents = new byte[280 << 10];
        new Random(1).nextBytes(contents);
        try (Session session = session(version)) {
            Opaque root = session.mount(FOLDER);
            Opaque warm = session.create(root, "warm", 0644);
            session.write(warm, contents);
            assertThat(session.read(warm)).isEqualTo(contents);
            int before = session.calls();
            long start = System.nanoTime();
            Opaque file = session.create(root, "file", 0644);
            session.write(file, contents);
            byte[] read = session.read(session.find(root, "file"));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(read).isEqualTo(contents);
            assertThat(Files.readAllBytes(foo.resolve("file"))).isEqualTo(contents);
            // 8 KiB are all that version 2 moves at once.
            assertThat(session.calls() - before).isLessThanOrEqualTo(version == Version.V2_UDP ? 2 + 35 + 36 : 7);
            assertThat(took).isLessThan(Duration.ofSeconds(1));
        }
    }
}
