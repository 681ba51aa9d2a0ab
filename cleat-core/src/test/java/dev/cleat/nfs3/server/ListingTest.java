package dev.cleat.nfs3.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.file.TestServer;
import dev.cleat.nfs3.Create;
import dev.cleat.nfs3.Created;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.nfs3.Remove;
import dev.cleat.nfs3.Status;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrWriter;
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

/** READDIR and READDIRPLUS, page by page. */
class ListingTest {
    private static final int FILES = 300;

    private TestServer server;
    private TestServer.Client client;
    private Opaque root;

    @BeforeEach
    void serve() throws IOException {
        server = TestServer.of(new MemoryVfs());
        client = server.client(0, 0);
        root = client.root("files");
        for (int i = 0; i < FILES; i++) {
            make("file-" + i);
        }
    }

    @AfterEach
    void end() {
        server.close();
        assertThat(server.faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 512, 1024, 4096, 65536, Integer.MAX_VALUE})
    void readDirShowsEachNameOnceInWhateverPages(int count) throws IOException {
        assertThat(namesByReadDir(count)).containsExactlyInAnyOrderElementsOf(expected());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 4096, 65536})
    void readDirPlusShowsEachNameOnceInWhateverPages(int count) throws IOException {
        List<String> names = new ArrayList<>();
        long cookie = 0;
        while (true) {
            ReadDirPlus.Ok page = (ReadDirPlus.Ok) client.call(new ReadDirPlus(root, cookie, 0, count / 4, count));
            for (ReadDirPlus.Entry entry : page.entries()) {
                names.add(entry.name().toString());
                cookie = entry.cookie();
            }
            if (page.eof()) {
                break;
            }
        }
        assertThat(names).containsExactlyInAnyOrderElementsOf(expected());
    }

    @Test
    void aPageNeverExceedsItsCount() throws IOException {
        for (int count = 160; count < 700; count += 4) {
            ReadDir.Ok page = (ReadDir.Ok) client.call(new ReadDir(root, 0, 0, count));
            XdrWriter out = new XdrWriter();
            page.encode(out);
            assertThat(out.size() - 4).as("without the status").isLessThanOrEqualTo(count);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void aCountThatFitsNoEntryIsTooSmall(int count) throws IOException {
        assertThat(((ReadDir.Failed) client.call(new ReadDir(root, 0, 0, count))).status())
                .isEqualTo(Status.TOOSMALL);
        assertThat(((ReadDirPlus.Failed) client.call(new ReadDirPlus(root, 0, 0, count, count))).status())
                .isEqualTo(Status.TOOSMALL);
    }

    @Test
    void aTinyCountOfNamesStillGetsOneEntry() throws IOException {
        ReadDirPlus.Ok page = (ReadDirPlus.Ok) client.call(new ReadDirPlus(root, 0, 0, 0, 4096));
        assertThat(page.entries()).hasSize(1);
    }

    @Test
    void cookiesOfBothProceduresAreTheSame() throws IOException {
        ReadDir.Ok first = (ReadDir.Ok) client.call(new ReadDir(root, 0, 0, 1024));
        long cookie = first.entries().getLast().cookie();
        ReadDir.Ok plain = (ReadDir.Ok) client.call(new ReadDir(root, cookie, 0, 4096));
        ReadDirPlus.Ok plus = (ReadDirPlus.Ok) client.call(new ReadDirPlus(root, cookie, 0, 4096, 65536));
        assertThat(plus.entries().getFirst().name())
                .isEqualTo(plain.entries().getFirst().name());
    }

    @Test
    void whatIsRemovedWhileListingHidesNothingElse() throws IOException {
        List<String> seen = new ArrayList<>();
        long cookie = 0;
        while (true) {
            ReadDir.Ok page = (ReadDir.Ok) client.call(new ReadDir(root, cookie, 0, 512));
            for (ReadDir.Entry entry : page.entries()) {
                seen.add(entry.name().toString());
                cookie = entry.cookie();
                if (!entry.name().isDots()) {
                    client.call(new Remove(root, entry.name()));
                }
            }
            make("new-" + seen.size());
            if (page.eof()) {
                break;
            }
            assertThat(seen).hasSizeLessThan(10 * FILES);
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(expected());
    }

    @Test
    void aWrongVerifierIsNoReasonToStartAgain() throws IOException {
        ReadDir.Ok first = (ReadDir.Ok) client.call(new ReadDir(root, 0, 0, 1024));
        long cookie = first.entries().getLast().cookie();
        assertThat(client.call(new ReadDir(root, cookie, 0x1234, 1024))).isInstanceOf(ReadDir.Ok.class);
    }

    @Test
    void aFileCannotBeListed() throws IOException {
        Opaque file = make("plain");
        assertThat(((ReadDir.Failed) client.call(new ReadDir(file, 0, 0, 4096))).status())
                .isEqualTo(Status.NOTDIR);
    }

    private List<String> namesByReadDir(int count) throws IOException {
        List<String> names = new ArrayList<>();
        long cookie = 0;
        while (true) {
            ReadDir.Ok page = (ReadDir.Ok) client.call(new ReadDir(root, cookie, 0, count));
            for (ReadDir.Entry entry : page.entries()) {
                names.add(entry.name().toString());
                cookie = entry.cookie();
            }
            if (page.eof()) {
                return names;
            }
        }
    }

    private static List<String> expected() {
        return Stream.concat(Stream.of(".", ".."), IntStream.range(0, FILES).mapToObj(i -> "file-" + i))
                .toList();
    }

    private Opaque make(String name) throws IOException {
        var made = client.call(new Create(root, Name.of(name), new Create.Unchecked(SetAttributes.mode(0644))));
        return Objects.requireNonNull(((Created.Ok) made).object());
    }
}
