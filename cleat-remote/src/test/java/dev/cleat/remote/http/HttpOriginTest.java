package dev.cleat.remote.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.remote.RemoteOptions;
import dev.cleat.remote.RemoteVfs;
import dev.cleat.remote.http.FaultyServer.Fault;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.vfs.testkit.VfsUser;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Over a real web server of the JDK. */
@Timeout(120)
class HttpOriginTest {
    private static final int LARGE = 5_000_000;

    @TempDir
    Path cache;

    private FaultyServer server;
    private RemoteVfs vfs;
    private VfsUser user;
    private final byte[] large = new byte[LARGE];

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(large);
        server = new FaultyServer();
        server.files.put("/data/large file", large);
        server.files.put("/small", "small".getBytes(StandardCharsets.UTF_8));
        server.index(
                LARGE + "\t1700000000.25\t\"" + Arrays.hashCode(large) + "\"\tmodels/a/large file\tdata/large%20file",
                "5\t2026-01-31T12:00:00Z\t-\tsmall",
                "0\t-\t-\tmodels/empty",
                "",
                "# that is all");
        open(Map.of());
    }

    private void open(Map<String, String> headers) throws IOException {
        if (vfs != null) {
            vfs.close();
        }
        vfs = RemoteVfs.open(
                HttpOrigin.of(server.uri("/index"), headers, Duration.ofMinutes(1)),
                new InMemoryIdMap(),
                RemoteOptions.of(cache).withPatience(Duration.ofSeconds(60)));
        user = new VfsUser(vfs, Caller.ROOT);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        vfs.close();
    }

    private static void assertFails(ThrowingCallable call, VfsError error) {
        Throwable failure = Assertions.catchThrowable(call);
        assertThat(failure).isInstanceOf(IOException.class);
        assertThat(VfsException.errorOf((IOException) failure)).isEqualTo(error);
    }

    private FileId largeFile() throws IOException {
        return user.walk("models/a/large file");
    }

    @Test
    void theIndexIsATreeWithSizesAndTimes() throws IOException {
        assertThat(user.names(user.root())).containsExactlyInAnyOrder("models", "small");
        assertThat(user.names(user.walk("models"))).containsExactlyInAnyOrder("a", "empty");
        assertThat(user.attributes(largeFile()).size()).isEqualTo(LARGE);
        assertThat(user.attributes(largeFile()).modified())
                .isEqualTo(Instant.ofEpochSecond(1_700_000_000, 250_000_000));
        assertThat(user.attributes(user.walk("small")).modified()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(server.seen).noneMatch(request -> request.contains("large") || request.contains("small"));
    }

    @Test
    void filesAreReadByRanges() throws IOException {
        FileId file = largeFile();
        assertThat(user.read(file, 3_000_000, 70_000)).isEqualTo(Arrays.copyOfRange(large, 3_000_000, 3_070_000));
        assertThat(user.read(file, 0, LARGE)).isEqualTo(large);
        assertThat(user.text(user.walk("small"))).isEqualTo("small");
        assertThat(user.text(user.walk("models/empty"))).isEmpty();
        assertThat(server.seen).contains("GET /data/large file bytes=2097152-3145727 null");
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "CUT", "REDIRECT"})
    void faultsThatPassAreNotSeen(Fault fault) throws IOException {
        server.faults.addAll(List.of(fault, fault));
        assertThat(user.read(largeFile(), 4_500_000, 1000)).isEqualTo(Arrays.copyOfRange(large, 4_500_000, 4_501_000));
    }

    @Test
    void aServerThatGoesOnFailingIsToBeAskedAgain() throws IOException {
        server.faults.addAll(List.of(Fault.ERROR, Fault.CUT, Fault.ERROR));
        FileId file = largeFile();
        assertFails(() -> user.read(file, 4_500_000, 1000), VfsError.JUKEBOX);
        assertThat(user.read(file, 4_500_000, 1000)).isEqualTo(Arrays.copyOfRange(large, 4_500_000, 4_501_000));
    }

    @ParameterizedTest
    @EnumSource(names = {"WRONG_RANGE", "NO_RANGE"})
    void aServerThatDoesNotKnowRangesIsAnError(Fault fault) throws IOException {
        server.faults.add(fault);
        FileId file = largeFile();
        assertFails(() -> user.read(file, 4_500_000, 1000), VfsError.IO);
    }

    @Test
    void aSmallFileNeedsNoRanges() throws IOException {
        FileId file = user.walk("small");
        server.tags.put("/small", "\"t\"");
        server.faults.addAll(List.of(Fault.ERROR, Fault.NO_RANGE));
        assertThat(user.text(file)).isEqualTo("small");
    }

    @Test
    void anotherTagIsStaleAndNeverMixed() throws IOException {
        FileId file = largeFile();
        assertThat(user.read(file, 0, 1000)).isEqualTo(Arrays.copyOf(large, 1000));
        server.files.put("/data/large file", new byte[LARGE]);
        assertFails(() -> user.read(file, 4_500_000, 1000), VfsError.STALE);
    }

    @Test
    void aTagThatTheServerOnlyTellsIsComparedToo() throws IOException {
        FileId file = largeFile();
        server.faults.add(Fault.OTHER_TAG);
        assertFails(() -> user.read(file, 4_500_000, 1000), VfsError.STALE);
    }

    @Test
    void aChangeThatTheIndexDoesNotTellIsSeenInTheCacheToo() throws IOException {
        vfs.close();
        vfs = RemoteVfs.open(
                HttpOrigin.of(server.uri("/index"), Map.of(), Duration.ofMinutes(1)),
                new InMemoryIdMap(),
                RemoteOptions.of(cache).withRefresh(Duration.ZERO));
        user = new VfsUser(vfs, Caller.ROOT);
        FileId file = user.walk("small");
        assertThat(user.text(file)).isEqualTo("small");
        server.files.put("/small", "other".getBytes(StandardCharsets.UTF_8));
        assertFails(() -> user.text(file), VfsError.STALE);
        assertThat(user.text(user.walk("small"))).isEqualTo("other");
    }

    @Test
    void whatIsForbiddenIsDeniedAndWhatIsGoneIsStale() throws IOException {
        FileId file = largeFile();
        server.faults.add(Fault.FORBIDDEN);
        assertFails(() -> user.read(file, 4_500_000, 1000), VfsError.ACCES);
        server.files.remove("/data/large file");
        assertFails(() -> user.read(file, 4_500_000, 1000), VfsError.STALE);
    }

    @Test
    void headersAreForTheIndexsServerAlone() throws IOException {
        open(Map.of("Authorization", "Bearer secret"));
        server.faults.add(Fault.REDIRECT);
        assertThat(user.read(largeFile(), 4_500_000, 1000)).hasSize(1000);
        assertThat(server.seen)
                .filteredOn(request -> request.startsWith("GET /data"))
                .anyMatch(request -> request.endsWith("Bearer secret"))
                .anyMatch(request -> request.endsWith("null"));
    }

    @Test
    void aPageOfLinksIsAFolder() throws IOException {
        server.pages.put(
                "/files/",
                "<a href='../'>up</a> <a href=\"one%20file\">1</a> <a href='sub/'>s</a> <a href='?C=M'>m</a>"
                        + "<a href='http://elsewhere.example/x'>x</a><a href='/index'>i</a>");
        server.pages.put("/files/sub/", "<A HREF=\"two\">2</A>");
        server.files.put("/files/one file", "first".getBytes(StandardCharsets.UTF_8));
        server.files.put("/files/sub/two", large);
        vfs.close();
        vfs = RemoteVfs.open(
                HttpOrigin.of(server.uri("/files/"), Map.of(), Duration.ofMinutes(1)),
                new InMemoryIdMap(),
                RemoteOptions.of(cache));
        user = new VfsUser(vfs, Caller.ROOT);
        assertThat(user.names(user.root())).containsExactlyInAnyOrder("one file", "sub");
        assertThat(user.text(user.walk("one file"))).isEqualTo("first");
        assertThat(user.read(user.walk("sub/two"), 2_000_000, 10))
                .isEqualTo(Arrays.copyOfRange(large, 2_000_000, 2_000_010));
        assertFails(() -> user.walk("sub/three"), VfsError.NOENT);
    }

    @Test
    void anIndexThatIsNoneSaysSo() throws IOException {
        for (String wrong :
                new String[] {"", "something else\n", "cleat-index 1\n5\t-\t-\t../up\n", "cleat-index 1\nx\t-\t-\ta\n"
                }) {
            server.files.put("/wrong", wrong.getBytes(StandardCharsets.UTF_8));
            try (HttpOrigin origin = HttpOrigin.of(server.uri("/wrong"), Map.of(), Duration.ofMinutes(1))) {
                assertThatThrownBy(() -> origin.list(""))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("/wrong");
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        URI nobody;
        try (FaultyServer gone = new FaultyServer()) {
            nobody = gone.uri("/index");
        }
        try (HttpOrigin origin = HttpOrigin.of(nobody, Map.of(), Duration.ofMinutes(1))) {
            assertThatThrownBy(() -> origin.list("")).hasMessage(nobody + ": cannot be reached");
        }
    }
}
