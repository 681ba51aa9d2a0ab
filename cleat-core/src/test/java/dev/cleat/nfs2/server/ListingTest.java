package dev.cleat.nfs2.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.file.HashedListingVfs;
import dev.cleat.export.file.TestServer;
import dev.cleat.nfs2.ReadDir;
import dev.cleat.nfs2.Status;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
    private static final int FILES = 500;

    private final MemoryVfs vfs = new MemoryVfs();

    @ParameterizedTest
    @ValueSource(ints = {64, 100, 512, 8192, Integer.MAX_VALUE})
    void allNamesAreListedOnce(int count) throws IOException {
        fill();
        try (TestServer server = TestServer.of(vfs)) {
            assertThat(walk(server, count)).containsExactlyInAnyOrderElementsOf(expected());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 1000, 8192})
    void allNamesAreListedOnceWhereCookiesAreHashes(int count) throws IOException {
        fill();
        // Groups of eight share the upper half of their hashes.
        try (TestServer server = TestServer.of(new HashedListingVfs(vfs, 8))) {
            assertThat(walk(server, count)).containsExactlyInAnyOrderElementsOf(expected());
        }
    }

    @Test
    void pagesKeepToTheirCount() throws IOException {
        fill();
        try (TestServer server = TestServer.of(vfs)) {
            TestServer.Client client = server.client(0, 0);
            for (int count = 32; count < 400; count++) {
                ReadDir.Result result = client.call(new ReadDir(client.root("files"), 0, count));
                assertThat(size((ReadDir.Ok) result)).isBetween(count - 24, count);
            }
        }
    }

    @Test
    void countsThatHoldNothingAreRefused() throws IOException {
        try (TestServer server = TestServer.of(vfs)) {
            TestServer.Client client = server.client(0, 0);
            assertThat(client.call(new ReadDir(client.root("files"), 0, 31))).isEqualTo(new ReadDir.Failed(Status.IO));
            assertThat(client.call(new ReadDir(client.root("files"), 0, 0))).isEqualTo(new ReadDir.Failed(Status.IO));
        }
    }

    @Test
    void bogusCookiesDoNoHarm() throws IOException {
        fill();
        try (TestServer server = TestServer.of(vfs)) {
            TestServer.Client client = server.client(0, 0);
            Opaque root = client.root("files");
            assertThat(client.call(new ReadDir(root, Integer.MAX_VALUE, 8192)))
                    .isEqualTo(new ReadDir.Ok(List.of(), true));
            assertThat(client.call(new ReadDir(root, -1, 8192))).isEqualTo(new ReadDir.Failed(Status.IO));
        }
    }

    private static int size(ReadDir.Ok page) {
        return ReadDir.Ok.BYTES
                + page.entries().stream()
                        .mapToInt(entry -> ReadDir.Entry.encodedSize(entry.name()))
                        .sum();
    }

    private static List<String> walk(TestServer server, int count) throws IOException {
        TestServer.Client client = server.client(0, 0);
        List<String> names = new ArrayList<>();
        int cookie = 0;
        ReadDir.Ok page;
        do {
            page = (ReadDir.Ok) client.call(new ReadDir(client.root("files"), cookie, count));
            page.entries().forEach(entry -> names.add(entry.name().toString()));
            cookie = page.entries().getLast().cookie();
        } while (!page.eof());
        return names;
    }

    private void fill() throws IOException {
        for (String name : names().toList()) {
            vfs.create(vfs.root(), Name.of(name), new NewObject.RegularFile(SetAttributes.NONE), Caller.ROOT);
        }
    }

    private static Set<String> expected() {
        return Stream.concat(Stream.of(".", ".."), names()).collect(Collectors.toSet());
    }

    private static Stream<String> names() {
        return IntStream.range(0, FILES).mapToObj(i -> "file-" + i);
    }
}
