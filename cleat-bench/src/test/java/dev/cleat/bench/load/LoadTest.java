package dev.cleat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.nio.NioVfs;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.ForwardingVfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads on a real server, in this process, and on files that are not as they should be. */
class LoadTest {
    private static final Tree TREE = new Tree(64, 1 << 20, 1 << 20, 300, 2);
    private static final Shape SHAPE = new Shape(false, 2, 4);
    private static final Duration TIME = Duration.ofMillis(60);

    @TempDir
    Path folder;

    private static ThreadWatch watch;

    private NfsServer server;
    private Target target;

    @BeforeAll
    static void watchThreads() {
        watch = new ThreadWatch();
    }

    @AfterAll
    static void noThreadsHoldUpOthers() throws InterruptedException {
        assertThat(watch.found()).isEmpty();
        watch.close();
    }

    @BeforeEach
    void serve() throws IOException {
        TREE.make(folder);
        ExportOptions options = ExportOptions.DEFAULT.withSquash(Squash.NONE);
        server = NfsServer.builder()
                .export(new Export("bench", null, NioVfs.of(folder), options))
                .port(0)
                .start();
        int uid = (Integer) Files.getAttribute(folder, "unix:uid");
        target = new Target(server.port(), server.mountPort(), "/bench", uid);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "getattr",
                "lookup",
                "access",
                "readlink",
                "fsstat",
                "setattr",
                "read4k",
                "read1m",
                "write4k",
                "write64k-stable",
                "create+remove",
                "mkdir+rmdir",
                "rename",
                "readdir",
                "readdirplus",
                "mixed",
                "touch"
            })
    void rightAnswersAreCounted(String workload) throws Exception {
        Sample sample = run(workload, SHAPE);
        assertThat(sample.problems()).isEmpty();
        assertThat(sample.calls()).isPositive();
        assertThat(sample.p99()).isGreaterThanOrEqualTo(sample.p50());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "getattr", "read8k", "write8k", "readdirplus"})
    void datagramsCarryTheSame(String workload) throws Exception {
        Sample sample = run(workload, new Shape(true, 2, 4));
        assertThat(sample.problems()).isEmpty();
        assertThat(sample.calls()).isPositive();
    }

    /** As one that waits for a network, so that calls run on virtual threads. */
    private static final class Waiting extends ForwardingVfs {
        Waiting(Vfs vfs) {
            super(vfs);
        }

        @Override
        public Blocking blocking() {
            return Blocking.NETWORK;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"getattr", "read64k", "write4k", "create+remove", "readdirplus", "mixed"})
    void virtualThreadsServeAsWell(String workload) throws Exception {
        ExportOptions options = ExportOptions.DEFAULT.withSquash(Squash.NONE);
        server.export(new Export("bench", null, new Waiting(NioVfs.of(folder)), options));
        Sample sample = run(workload, new Shape(false, 2, 16));
        assertThat(sample.problems()).isEmpty();
        assertThat(sample.calls()).isPositive();
    }

    @Test
    void bytesAndEntriesAreCounted() throws Exception {
        Sample read = run("read64k", SHAPE);
        assertThat(read.bytes()).isEqualTo(read.calls() * (64 << 10));
        assertThat(run("readdir", SHAPE).entries()).isPositive();
    }

    @Test
    void wrongContentIsSeen() throws Exception {
        byte[] bytes = Files.readAllBytes(folder.resolve(Tree.DATA));
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve(Tree.DATA), bytes);
        assertThat(run("read1m", SHAPE).problems()).containsKey("READ: wrong content");
    }

    @Test
    void wrongSizeIsSeen() throws Exception {
        Load load = Load.on(target, TREE);
        Files.write(folder.resolve(Tree.SMALL).resolve(Tree.smallName(7)), new byte[8]);
        Sample sample = load.run("getattr", SHAPE, Duration.ofMillis(300), TIME, new Unmetered());
        assertThat(sample.problems()).containsKey("GETATTR: attributes of another file");
    }

    @Test
    void missingEntryIsSeen() throws Exception {
        Files.delete(folder.resolve(Tree.MANY).resolve(Tree.entryName(17)));
        assertThat(run("readdir", SHAPE).problems()).containsKey("READDIR: a listing with gaps");
    }

    @Test
    void statusIsSeen() throws Exception {
        Load load = Load.on(target, TREE);
        Files.delete(folder.resolve(Tree.LINK));
        Sample sample = load.run("readlink", SHAPE, TIME, TIME, new Unmetered());
        assertThat(sample.problems().keySet()).anyMatch(what -> what.startsWith("READLINK: status"));
    }

    private Sample run(String workload, Shape shape) throws IOException, InterruptedException {
        return Load.on(target, TREE).run(workload, shape, Duration.ofMillis(20), TIME, new Unmetered());
    }

    private static final class Unmetered implements Load.Meter {
        @Override
        public void begin() {}

        @Override
        public void end() {}
    }
}
