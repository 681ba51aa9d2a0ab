package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.client.NfsClient;
import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.linux.LinuxOptions;
import dev.cleat.linux.LinuxVfs;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.Nfs3;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Listing;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.idmap.InMemoryIdMap;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of 31 bits for a large folder of a real file system. */
@Timeout(60)
class ShortNumbersTest {
    private static final int FILES = 5000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2000, 8192, 65536})
    void aLargeFolderIsListedWholeAlthoughMostShortCookiesCollide(int count) throws IOException {
        Assumptions.assumeTrue(LinuxVfs.isSupported(), "needs Linux");
        Set<String> expected = new HashSet<>(List.of(".", ".."));
        for (int i = 0; i < FILES; i++) {
            Files.createFile(folder.resolve("file-" + i));
            expected.add("file-" + i);
        }
        try (Vfs vfs = new Coarse(LinuxVfs.open(folder, LinuxOptions.DEFAULT.withIdMap(InMemoryIdMap::new)));
                NfsServer server = server(vfs);
                NfsClient client = client(server)) {
            Opaque root = client.mount(Name.of("/files"));
            List<ReadDir.Entry> entries = walk(client, root, count);
            assertThat(entries)
                    .extracting(entry -> entry.name().toString())
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(entries).extracting(ReadDir.Entry::cookie).allMatch(ShortNumbersTest::isShort);
            assertThat(entries).extracting(ReadDir.Entry::fileId).allMatch(ShortNumbersTest::isShort);
            ReadDir.Entry last = entries.getLast();
            Lookup.Ok found = (Lookup.Ok) client.call(new Lookup(root, last.name()));
            GetAttr.Ok known = (GetAttr.Ok) client.call(new GetAttr(found.object()));
            assertThat(known.attributes().fileId()).isEqualTo(last.fileId());
        }
    }

    private static List<ReadDir.Entry> walk(NfsClient client, Opaque root, int count) throws IOException {
        List<ReadDir.Entry> entries = new ArrayList<>();
        ReadDir.Ok page;
        long cookie = 0;
        do {
            page = (ReadDir.Ok) client.call(new ReadDir(root, cookie, 0, count));
            entries.addAll(page.entries());
            cookie = entries.getLast().cookie();
            assertThat(entries).hasSizeLessThanOrEqualTo(FILES + 2);
        } while (!page.eof());
        return entries;
    }

    private static boolean isShort(long number) {
        return number > 0 && number <= Integer.MAX_VALUE;
    }

    private static NfsServer server(Vfs vfs) throws IOException {
        ExportOptions options = ExportOptions.DEFAULT.withSquash(Squash.NONE).withShortNumbers(true);
        return NfsServer.builder()
                .export(new Export("files", null, vfs, options))
                .port(0)
                .start();
    }

    private static NfsClient client(NfsServer server) throws IOException {
        int user = HostUser.id();
        return NfsClient.builder(InetAddress.getLoopbackAddress())
                .port(Nfs3.VERSION.program(), server.port())
                .mountPort(server.mountPort())
                .credential(new Credential.Sys(0, "test", user, user, List.of()))
                .build();
    }

    /** Of the positions in a folder only the upper ten bits make a difference in 31, so that some five entries share each. */
    private static final class Coarse extends ForwardingVfs {
        private static final int SHIFT = 20;
        private static final long NUMBERS = 1L << 30;
        private static final long ENDS = Long.MAX_VALUE - 16;

        Coarse(Vfs below) {
            super(below);
        }

        @Override
        public void list(FileId directory, long cookie, Caller caller, Listing listing) throws IOException {
            boolean position = cookie >= NUMBERS && cookie < ENDS;
            super.list(directory, position ? cookie << SHIFT : cookie, caller, new Listing() {
                @Override
                public boolean wantsNodes() {
                    return listing.wantsNodes();
                }

                @Override
                public boolean add(Name name, long fileId, long below, @Nullable Node node) {
                    return listing.add(name, fileId, below < ENDS ? coarse(below) : below, node);
                }
            });
        }

        private static long coarse(long cookie) {
            return cookie < NUMBERS ? cookie : Math.max(NUMBERS, cookie >>> SHIFT);
        }
    }
}
