package dev.cleat.nfs3.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.export.Squash;
import dev.cleat.export.file.HashedListingVfs;
import dev.cleat.export.file.TestServer;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.Status;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients whose programs know numbers of 31 bits, on a file system whose numbers have 63. */
class ShortNumbersTest {
    private static final int FILES = 400;

    /** Groups of entries whose short cookies are equal. */
    private static final int GROUP = 8;

    private final TestServer server = new TestServer(HandleKey.random());
    private TestServer.Client client;
    private Opaque root;

    @BeforeEach
    void serve() throws IOException {
        ExportOptions options = ExportOptions.DEFAULT.withSquash(Squash.NONE).withShortNumbers(true);
        server.export("files", new HashedListingVfs(new MemoryVfs(), GROUP), options);
        client = server.client(0, 0);
        root = client.root("files");
        for (int i = 0; i < FILES; i++) {
            client.call(new Create(root, Name.of("file-" + i), new Create.Guarded(SetAttributes.mode(0644))));
        }
    }

    @AfterEach
    void end() {
        server.close();
        assertThat(server.faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 1024, 4096, 65536})
    void readDirShowsEachNameOnceAlthoughCookiesCollide(int count) throws IOException {
        List<String> names = new ArrayList<>();
        List<Long> cookies = new ArrayList<>();
        ReadDir.Ok page;
        long cookie = 0;
        do {
            page = (ReadDir.Ok) client.call(new ReadDir(root, cookie, 0, count));
            for (ReadDir.Entry entry : page.entries()) {
                assertShort(entry.cookie());
                assertShort(entry.fileId());
                names.add(entry.name().toString());
                cookies.add(entry.cookie());
            }
            cookie = cookies.getLast();
        } while (!page.eof());
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected());
        assertThat(cookies.stream().distinct().count()).as("cookies collide").isLessThan(FILES / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {3000, 8192, 65536})
    void readDirPlusShowsEachNameOnceWithItsNumber(int count) throws IOException {
        List<String> names = new ArrayList<>();
        ReadDirPlus.Ok page;
        long cookie = 0;
        do {
            page = (ReadDirPlus.Ok) client.call(new ReadDirPlus(root, cookie, 0, count, count));
            for (ReadDirPlus.Entry entry : page.entries()) {
                assertShort(entry.cookie());
                assertShort(entry.fileId());
                Attributes attributes = entry.attributes();
                assertThat(attributes == null ? 0 : attributes.fileId()).isEqualTo(entry.fileId());
                names.add(entry.name().toString());
                cookie = entry.cookie();
            }
        } while (!page.eof());
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected());
    }

    @Test
    void aFileHasTheSameNumberWhereverItIsTold() throws IOException {
        Name name = Name.of("one-more");
        Created.Ok made = (Created.Ok) client.call(new Create(root, name, new Create.Exclusive(7)));
        long number = Objects.requireNonNull(made.attributes()).fileId();
        assertShort(number);
        Lookup.Ok found = (Lookup.Ok) client.call(new Lookup(root, name));
        assertThat(Objects.requireNonNull(found.attributes()).fileId()).isEqualTo(number);
        GetAttr.Ok known = (GetAttr.Ok) client.call(new GetAttr(found.object()));
        assertThat(known.attributes().fileId()).isEqualTo(number);
        ReadDir.Ok page = (ReadDir.Ok) client.call(new ReadDir(root, 0, 0, 65536));
        assertThat(page.entries())
                .filteredOn(entry -> entry.name().equals(name))
                .extracting(ReadDir.Entry::fileId)
                .containsExactly(number);
    }

    @Test
    void aPageThatCouldOnlyEndBetweenEqualCookiesIsTooSmall() throws IOException {
        ReadDir.Ok all = (ReadDir.Ok) client.call(new ReadDir(root, 0, 0, 65536));
        long shared = IntStream.range(1, FILES)
                .filter(i -> all.entries().get(i).cookie()
                        == all.entries().get(i + 1).cookie())
                .mapToLong(i -> all.entries().get(i).cookie())
                .findFirst()
                .orElseThrow();
        assertThat(((ReadDir.Failed) client.call(new ReadDir(root, shared, 0, 160))).status())
                .isEqualTo(Status.TOOSMALL);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 31, Long.MAX_VALUE})
    void aLongCookieWasNeverGiven(long cookie) throws IOException {
        assertThat(((ReadDir.Failed) client.call(new ReadDir(root, cookie, 0, 4096))).status())
                .isEqualTo(Status.BAD_COOKIE);
    }

    private static void assertShort(long number) {
        assertThat(number).isBetween(1L, (long) Integer.MAX_VALUE);
    }

    private static List<String> expected() {
        return Stream.concat(Stream.of(".", ".."), IntStream.range(0, FILES).mapToObj(i -> "file-" + i))
                .toList();
    }
}
