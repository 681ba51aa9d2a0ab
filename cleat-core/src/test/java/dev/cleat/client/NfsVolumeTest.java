package dev.cleat.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.export.Squash;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.decorate.VfsOperation;
import dev.cleat.vfs.memory.MemoryVfs;
import dev.cleat.vfs.testkit.FaultyVfs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class NfsVolumeTest {
    private final FaultyVfs vfs = new FaultyVfs(new MemoryVfs());
    private final HandleKey key = HandleKey.random();
    private NfsServer server;
    private NfsClient client;
    private NfsVolume volume;

    @BeforeEach
    void serve() throws IOException {
        server = start(0);
        client = client(Protocol.TCP);
        volume = client.volume(Name.of("/srv"));
    }

    private NfsServer start(int port) throws IOException {
        ExportOptions options = ExportOptions.DEFAULT.withSquash(Squash.NONE);
        return NfsServer.builder()
                .port(port)
                .handleKey(key)
                .export(new Export("srv", null, vfs, options))
                .export(new Export("deep", null, new MemoryVfs(), options))
                .start();
    }

    private NfsClient client(Protocol protocol) throws IOException {
        return NfsClient.builder(NfsUrl.parse("nfs://127.0.0.1:" + server.port()))
                .protocol(protocol)
                .credential(new Credential.Sys(0, "test", 0, 0, List.of()))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static NfsPath at(String path) {
        return NfsPath.of(path);
    }

    private void put(String path, String text) throws IOException {
        try (OutputStream out = volume.write(at(path))) {
            out.write(text.getBytes(UTF_8));
        }
    }

    private String text(String path) throws IOException {
        try (InputStream in = volume.read(at(path))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static void refused(VfsError error, ThrowingCallable asking) {
        assertThatExceptionOfType(VfsException.class).isThrownBy(asking).matches(e -> e.error() == error);
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    void largeFilesComeBackAsTheyWere(Protocol protocol) throws IOException {
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        try (NfsClient other = client(protocol)) {
            NfsVolume same = other.volume(Name.of("/srv"));
            try (OutputStream out = same.write(at("large"))) {
                out.write(bytes);
            }
            try (InputStream in = same.read(at("large"))) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    void crowdedDirectoriesAreListedWhole(Protocol protocol) throws IOException {
        volume.makeDirectory(at("crowd"), 0755);
        for (int i = 0; i < 1000; i++) {
            put("crowd/file-%04d".formatted(i), "");
        }
        try (NfsClient other = client(protocol)) {
            List<NfsEntry> entries = other.volume(Name.of("/srv")).list(at("crowd"));
            assertThat(entries)
                    .extracting(NfsEntry::name)
                    .doesNotHaveDuplicates()
                    .hasSize(1000);
        }
    }

    @Test
    void objectsAreMadeListedMovedAndRemoved() throws IOException {
        volume.makeDirectory(at("folder"), 0750);
        put("folder/file", "text");
        volume.makeSymbolicLink(at("link"), Name.of("folder/file"));
        volume.makeLink(at("folder/file"), at("second"));
        assertThat(volume.list(NfsPath.ROOT))
                .extracting(entry -> entry.name().toString())
                .containsExactlyInAnyOrder("folder", "link", "second");
        assertThat(volume.attributes(at("folder")).mode()).isEqualTo(0750);
        assertThat(volume.attributes(at("link")).type()).isEqualTo(FileType.REGULAR);
        assertThat(volume.linkAttributes(at("link")).type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertThat(volume.readLink(at("link"))).isEqualTo(Name.of("folder/file"));
        assertThat(text("link")).isEqualTo("text");
        assertThat(text("folder/../second")).isEqualTo("text");
        volume.rename(at("second"), at("folder/third"));
        refused(VfsError.NOENT, () -> volume.attributes(at("second")));
        refused(VfsError.NOTEMPTY, () -> volume.removeDirectory(at("folder")));
        volume.remove(at("folder/file"));
        volume.remove(at("folder/third"));
        volume.removeDirectory(at("folder"));
        volume.remove(at("link"));
        assertThat(volume.list(NfsPath.ROOT)).isEmpty();
    }

    @Test
    void attributesAreChanged() throws IOException {
        put("file", "0123456789");
        volume.setAttributes(at("file"), SetAttributes.mode(0600).withSize(4L));
        assertThat(volume.attributes(at("file")).mode()).isEqualTo(0600);
        assertThat(text("file")).isEqualTo("0123");
        assertThat(volume.space().totalBytes()).isPositive();
    }

    @Test
    void optionsOfOpenMeanWhatTheyDoForChannels() throws IOException {
        refused(VfsError.NOENT, () -> volume.open(at("file"), WRITE));
        volume.open(at("file"), WRITE, CREATE_NEW).close();
        assertThat(volume.attributes(at("file")).mode()).isEqualTo(0644);
        refused(VfsError.EXIST, () -> volume.open(at("file"), WRITE, CREATE_NEW));
        refused(VfsError.ISDIR, () -> volume.open(NfsPath.ROOT));
        put("file", "text");
        volume.open(at("file"), WRITE, CREATE).close();
        assertThat(text("file")).isEqualTo("text");
        try (NfsFile file = volume.open(at("file"), APPEND, SYNC)) {
            file.write(ByteBuffer.wrap(" more".getBytes(UTF_8)));
        }
        assertThat(text("file")).isEqualTo("text more");
        volume.open(at("file"), WRITE, TRUNCATE_EXISTING).close();
        assertThat(text("file")).isEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> volume.open(at("file"), DELETE_ON_CLOSE));
    }

    @Test
    void filesAreChannels() throws IOException {
        NfsFile file = volume.open(at("file"), READ, WRITE, CREATE);
        file.write(ByteBuffer.wrap("0123456789".getBytes(UTF_8)));
        assertThat(file.position()).isEqualTo(10);
        assertThat(file.size()).isEqualTo(10);
        ByteBuffer two = ByteBuffer.allocate(2);
        assertThat(file.position(8).read(two)).isEqualTo(2);
        assertThat(two.array()).isEqualTo("89".getBytes(UTF_8));
        assertThat(file.read(two.clear())).isEqualTo(-1);
        assertThat(file.truncate(3).position()).isEqualTo(3);
        assertThat(file.truncate(30).size()).isEqualTo(3);
        file.close();
        file.close();
        assertThatExceptionOfType(ClosedChannelException.class).isThrownBy(file::size);
        assertThatExceptionOfType(NonWritableChannelException.class)
                .isThrownBy(() -> volume.open(at("file")).write(ByteBuffer.allocate(1)));
        assertThatExceptionOfType(NonReadableChannelException.class)
                .isThrownBy(() -> volume.open(at("file"), WRITE).read(ByteBuffer.allocate(1)));
    }

    @Test
    void filesOutliveTheServersRestart() throws IOException {
        NfsFile file = volume.open(at("file"), WRITE, CREATE);
        file.write(ByteBuffer.wrap("before".getBytes(UTF_8)));
        int port = server.port();
        server.close();
        server = start(port);
        file.write(ByteBuffer.wrap(" after".getBytes(UTF_8)));
        int writes = vfs.calls(VfsOperation.WRITE);
        file.close();
        assertThat(text("file")).isEqualTo("before after");
        assertThat(vfs.calls(VfsOperation.WRITE)).isGreaterThan(writes); // the verifier told of the restart
    }

    @Test
    void slowOriginsAreWaitedFor() throws IOException {
        put("file", "text");
        vfs.failOnce(VfsOperation.READ, VfsError.JUKEBOX);
        assertThat(text("file")).isEqualTo("text");
    }

    @Test
    void dataThatCannotBeMadeSafeFailTheClose() throws IOException {
        NfsFile file = volume.open(at("file"), WRITE, CREATE);
        file.write(ByteBuffer.wrap(new byte[10]));
        vfs.fail(VfsOperation.COMMIT, VfsError.NOSPC);
        refused(VfsError.NOSPC, file::close);
    }

    @ParameterizedTest
    @CsvSource({"/srv/folder/file, file", "/srv/absent, absent", "/srv/absent/more, absent/more", "/srv, .", "/srv/, ."
    })
    void exportsAreFoundInPaths(String path, String rest) throws IOException {
        volume.makeDirectory(at("folder"), 0755);
        put("folder/file", "text");
        try (NfsLocation found = client.locate(Name.of(path))) {
            assertThat(found.path()).hasToString(rest);
        }
    }

    @Test
    void exportsThatAreNotThereAreSaidWithThoseThatAre() {
        assertThatExceptionOfType(VfsException.class)
                .isThrownBy(() -> client.locate(Name.of("/other/x")))
                .withMessageContaining("/other/x")
                .withMessageContaining("/deep, /srv");
    }
}
