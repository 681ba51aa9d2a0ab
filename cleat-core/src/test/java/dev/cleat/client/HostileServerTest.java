package dev.cleat.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleat.nfs3.Commit;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Read;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.ReadLink;
import dev.cleat.nfs3.Stability;
import dev.cleat.nfs3.Status;
import dev.cleat.nfs3.Wcc;
import dev.cleat.nfs3.Write;
import dev.cleat.rpc.Request;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.XdrEncodable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server's answers are input: none of them keeps a client busy for ever, or makes it believe what cannot be. */
@Timeout(60)
class HostileServerTest {
    private static final Transfer TRANSFER = new Transfer(8, 8, 4096);

    private static Attributes attributes(FileType type) {
        return Attributes.builder(type, 7).build();
    }

    private static void refused(VfsError error, ThrowingCallable asking) {
        assertThatExceptionOfType(VfsException.class).isThrownBy(asking).matches(e -> e.error() == error);
    }

    private static List<NfsEntry> list(Function<Request<?>, XdrEncodable> script) throws IOException {
        return new DirectoryPages(new FakeServer(script).calls(), FakeServer.HANDLE, 4096).all(NfsPath.ROOT);
    }

    private static ReadDirPlus.Ok page(boolean eof, ReadDirPlus.Entry... entries) {
        return new ReadDirPlus.Ok(null, 0, List.of(entries), eof);
    }

    private static ReadDirPlus.Entry entry(String name, long cookie) {
        return new ReadDirPlus.Entry(cookie, Name.of(name), cookie, null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "/", "../x", "", "zero\0byte"})
    void namesThatNoFileCanHaveAreRefused(String name) {
        refused(VfsError.IO, () -> list(request -> page(true, entry(name, 1))));
    }

    @Test
    void namesBeyondReasonAreRefused() {
        refused(VfsError.IO, () -> list(request -> page(true, entry("x".repeat(2000), 1))));
    }

    @Test
    void dotsAreLeftOut() throws IOException {
        assertThat(list(request -> page(true, entry(".", 1), entry("..", 2), entry("...", 3))))
                .extracting(NfsEntry::name)
                .containsExactly(Name.of("..."));
    }

    @Test
    void listingsThatLeadBackEnd() {
        refused(
                VfsError.IO,
                () -> list(request -> ((ReadDirPlus) request).cookie() == 1
                        ? page(false, entry("b", 2))
                        : page(false, entry("a", 1))));
    }

    @Test
    void pagesWithoutEntriesOrEndAreRefused() {
        refused(VfsError.IO, () -> list(request -> page(false)));
    }

    @Test
    void listingsWithoutEndAreRefused() {
        String name = "x".repeat(1000);
        ReadDirPlus.Entry[] many = new ReadDirPlus.Entry[1000];
        refused(
                VfsError.FBIG,
                () -> list(request -> {
                    long from = ((ReadDirPlus) request).cookie();
                    for (int i = 0; i < many.length; i++) {
                        many[i] = entry(name, from + i + 1);
                    }
                    return page(false, many);
                }));
    }

    @Test
    void serversWithoutReadDirPlusAreListedWithout() throws IOException {
        List<NfsEntry> entries = list(request -> request instanceof ReadDirPlus
                ? new ReadDirPlus.Failed(Status.NOTSUPP, null)
                : new ReadDir.Ok(null, 0, List.of(new ReadDir.Entry(1, Name.of("a"), 1)), true));
        assertThat(entries).containsExactly(new NfsEntry(Name.of("a"), 1, null));
    }

    private static PathWalk links(String target) {
        FakeServer server = new FakeServer(request -> switch (request) {
            case GetAttr asked -> new GetAttr.Ok(attributes(FileType.DIRECTORY));
            case Lookup asked ->
                new Lookup.Ok(
                        FakeServer.HANDLE,
                        attributes(asked.name().equals(Name.of("link")) ? FileType.SYMBOLIC_LINK : FileType.DIRECTORY),
                        null);
            case ReadLink asked -> new ReadLink.Ok(null, Name.of(target));
            default -> throw new AssertionError(request);
        });
        return new PathWalk(server.calls(), FakeServer.HANDLE);
    }

    @ParameterizedTest
    @CsvSource({"link, INVAL", "a/../link, INVAL", "/etc/passwd, NOENT", "../x, NOENT", "a/../../x, NOENT", "'', NOENT"
    })
    void linksNeitherLoopNorLeadOut(String target, VfsError error) {
        refused(error, () -> links(target).to(NfsPath.of("link"), true));
    }

    @Test
    void targetsBeyondReasonAreNotFollowed() {
        refused(VfsError.NAMETOOLONG, () -> links("a/".repeat(3000)).to(NfsPath.of("link"), true));
    }

    @Test
    void sizesAreNotBelieved() throws IOException {
        FakeServer server = new FakeServer(request -> switch (request) {
            case Read asked when asked.offset() > 0 -> new Read.Ok(null, true, ByteBuffer.allocate(0));
            case Read asked -> new Read.Ok(null, false, ByteBuffer.wrap(new byte[] {1, 2}));
            case GetAttr asked ->
                new GetAttr.Ok(Attributes.builder(FileType.REGULAR, 7)
                        .size(Integer.MAX_VALUE - 8)
                        .build());
            default -> throw new AssertionError(request);
        });
        try (FileInput in = new FileInput(file(server))) {
            assertThat(in.readAllBytes()).containsExactly(1, 2);
        }
    }

    @Test
    void linksThatStayWithinAreFollowed() throws IOException {
        assertThat(links("a/../b").to(NfsPath.of("x/link/y"), true).attributes().type())
                .isEqualTo(FileType.DIRECTORY);
        assertThat(links("loop").to(NfsPath.of("link"), false).attributes().type())
                .isEqualTo(FileType.SYMBOLIC_LINK);
    }

    private static NfsFile file(FakeServer server) {
        OpenMode mode = OpenMode.of(Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
        return new NfsFile(server.calls(), FakeServer.HANDLE, NfsPath.of("f"), mode, TRANSFER);
    }

    @ParameterizedTest
    @CsvSource({"9, false", "9, true", "0, false"})
    void readsOfTooMuchOrNothingAreRefused(int count, boolean eof) {
        FakeServer server = new FakeServer(request -> new Read.Ok(null, eof, ByteBuffer.allocate(count)));
        refused(VfsError.IO, () -> file(server).read(ByteBuffer.allocate(100)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 9})
    void writesOfTooMuchOrNothingAreRefused(int count) {
        FakeServer server = new FakeServer(request -> new Write.Ok(Wcc.UNKNOWN, count, Stability.FILE_SYNC, 1));
        refused(VfsError.IO, () -> file(server).write(ByteBuffer.allocate(8), 0));
    }

    @Test
    void dataLessSafeThanAskedForAreRefused() {
        FakeServer server = new FakeServer(request -> new Write.Ok(Wcc.UNKNOWN, 8, Stability.UNSTABLE, 1));
        OpenMode mode = OpenMode.of(Set.of(StandardOpenOption.WRITE, StandardOpenOption.SYNC));
        NfsFile file = new NfsFile(server.calls(), FakeServer.HANDLE, NfsPath.of("f"), mode, TRANSFER);
        refused(VfsError.IO, () -> file.write(ByteBuffer.allocate(8), 0));
    }

    @Test
    void whatIsWrittenInPartIsWrittenOn() throws IOException {
        FakeServer server = new FakeServer(request -> new Write.Ok(Wcc.UNKNOWN, 3, Stability.FILE_SYNC, 1));
        refused(VfsError.IO, () -> file(server).write(ByteBuffer.allocate(8), 0)); // the last 3 of 2
        assertThat(server.heard.stream().map(request -> ((Write) request).offset()))
                .containsExactly(0L, 3L, 6L);
    }

    /** Its memory, which it loses whenever its verifier changes. */
    private static final class ForgetfulServer {
        private final List<Long> verifiers;
        private final ByteBuffer disk = ByteBuffer.allocate(16);
        private ByteBuffer memory = ByteBuffer.allocate(16);
        private long verifier = 1;

        private ForgetfulServer(List<Long> verifiers) {
            this.verifiers = new ArrayList<>(verifiers);
        }

        private XdrEncodable answer(Request<?> request) {
            return switch (request) {
                case Write writing -> {
                    int count = writing.data().remaining();
                    memory.put(
                            (int) writing.offset(),
                            writing.data(),
                            writing.data().position(),
                            count);
                    yield new Write.Ok(Wcc.UNKNOWN, count, Stability.UNSTABLE, verifier);
                }
                case Commit committing -> {
                    long before = verifier;
                    verifier = verifiers.isEmpty() ? verifier : verifiers.removeFirst();
                    if (verifier != before) {
                        memory = ByteBuffer.allocate(16);
                    } else {
                        disk.put(0, memory, 0, 16);
                    }
                    yield new Commit.Ok(Wcc.UNKNOWN, verifier);
                }
                default -> throw new AssertionError(request);
            };
        }
    }

    @Test
    void whatAServerLostIsWrittenAgainInOrder() throws IOException {
        ForgetfulServer forgetful = new ForgetfulServer(List.of(2L, 3L));
        FakeServer server = new FakeServer(forgetful::answer);
        try (NfsFile file = file(server)) {
            file.write(ByteBuffer.wrap("first, second".getBytes(UTF_8)), 0);
            file.write(ByteBuffer.wrap("FIRST".getBytes(UTF_8)), 0);
        }
        assertThat(new String(forgetful.disk.array(), UTF_8).trim()).isEqualTo("FIRST, second");
        assertThat(server.heard)
                .filteredOn(request -> request instanceof Commit)
                .hasSize(3);
        assertThat(server.heard).filteredOn(request -> request instanceof Write).hasSize(9);
    }

    @Test
    void aServerThatLosesTimeAndAgainIsGivenUp() throws IOException {
        ForgetfulServer forgetful = new ForgetfulServer(List.of(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L));
        NfsFile file = file(new FakeServer(forgetful::answer));
        file.write(ByteBuffer.allocate(8), 0);
        refused(VfsError.IO, file::close);
    }

    @Test
    void jukeboxIsAskedAgainLaterAndLater() throws IOException {
        int[] left = {3};
        FakeServer server = new FakeServer(request -> left[0]-- > 0
                ? new Read.Failed(Status.JUKEBOX, null)
                : new Read.Ok(null, true, ByteBuffer.wrap(new byte[] {42})));
        assertThat(file(server).read(ByteBuffer.allocate(8))).isOne();
        assertThat(server.pauses)
                .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void jukeboxForEverIsPassedOn() {
        FakeServer server = new FakeServer(request -> new Read.Failed(Status.JUKEBOX, null));
        refused(VfsError.JUKEBOX, () -> file(server).read(ByteBuffer.allocate(8)));
        assertThat(server.pauses.stream().mapToLong(Duration::toMillis).sum()).isBetween(30_000L, 60_000L);
    }
}
