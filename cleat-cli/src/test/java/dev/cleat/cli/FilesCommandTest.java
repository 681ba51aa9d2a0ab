package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.nio.NioVfs;
import dev.cleat.server.NfsServer;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FilesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private NfsServer server;

    @TempDir
    private Path box;

    @BeforeEach
    void serve() throws IOException {
        ExportOptions options = ExportOptions.DEFAULT.withSquash(Squash.NONE);
        server = NfsServer.builder()
                .port(0)
                .export(new Export("srv", null, new MemoryVfs(), options))
                .export(new Export("fixed", null, new MemoryVfs(), options.withReadOnly(true)))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String url(String path) {
        return "nfs://127.0.0.1:" + server.port() + path;
    }

    private int run(String... line) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }

    private Path tree() throws IOException {
        Path tree =
                Files.createDirectories(box.resolve("tree/deep/er")).getParent().getParent();
        byte[] bytes = new byte[2_500_000];
        new Random(1).nextBytes(bytes);
        Files.write(tree.resolve("large"), bytes);
        Files.writeString(tree.resolve("deep/er/file with spaces"), "text");
        Files.writeString(tree.resolve(".hidden"), "");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("deep/er"));
        Files.setLastModifiedTime(tree.resolve("large"), FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
        return tree;
    }

    @Test
    void treesGoToServersAndComeBack() throws IOException {
        Path tree = tree();
        assertThat(run("cp", "-r", "-p", tree.toString(), url("/srv")))
                .as(err.toString())
                .isZero();
        assertThat(run("cp", "-r", "-p", url("/srv/tree"), url("/srv/copy"))).isZero();
        assertThat(run("cp", "-r", "-p", url("/srv/copy"), box.toString())).isZero();
        Path copy = box.resolve("copy");
        assertThat(copy.resolve("large")).hasSameBinaryContentAs(tree.resolve("large"));
        assertThat(copy.resolve("deep/er/file with spaces")).hasContent("text");
        assertThat(Files.readSymbolicLink(copy.resolve("link"))).isEqualTo(Path.of("deep/er"));
        assertThat(Files.getLastModifiedTime(copy.resolve("large")).toInstant()).isEqualTo("2001-09-09T01:46:40Z");
    }

    @Test
    void directoriesAreListed() throws IOException {
        run("cp", "-r", "-p", tree().toString(), url("/srv/"));
        assertThat(run("ls", url("/srv/tree"))).isZero();
        assertThat(out.toString().lines()).containsExactly("deep", "large", "link");
        assertThat(run("ls", "-a", url("/srv/tree"))).isZero();
        assertThat(out.toString().lines()).contains(".hidden");
        assertThat(run("ls", "-l", url("/srv/tree"))).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("-rw\\S+ +1 +\\d+ +\\d+ +2500000 2001-09-09T01:46:40Z large"))
                .anyMatch(line -> line.matches("l.* link -> deep/er"));
        assertThat(run("ls", "-d", url("/srv/tree"))).isZero();
        assertThat(out.toString().strip()).isEqualTo(url("/srv/tree"));
        assertThat(run("ls", "-l", url("/srv/tree/large"))).isZero();
        assertThat(out.toString().lines()).hasSize(1);
    }

    @Test
    void filesArePrinted() throws IOException {
        Path tree = tree();
        run("cp", "-r", tree.toString(), url("/srv/"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(
                            "cat",
                            url("/srv/tree/link/file%20with%20spaces"),
                            url("/srv/tree/deep/er/file with spaces")))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("texttext");
    }

    @Test
    void benchSaysHowFastAndLeavesNothing() {
        assertThat(run("bench", "--size=2", "--jobs=2", "--seconds=0.05", url("/srv")))
                .isZero();
        assertThat(out.toString().lines()).hasSize(6).anyMatch(line -> line.startsWith("READ "));
        run("ls", "-a", url("/srv"));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void benchOfWhatCannotBeWrittenStillMeasuresCalls() {
        assertThat(run("bench", "--seconds=0.05", url("/fixed"))).isOne();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(err.toString()).contains("read-only");
    }

    @Test
    void refusalsSayWhatAndWhy() throws IOException {
        Path file = Files.writeString(box.resolve("file"), "text");
        assertThat(run("ls", url("/srv/absent"))).isOne();
        assertThat(err.toString()).isEqualToIgnoringNewLines("cleat ls: absent: no such file or directory");
        assertThat(run("ls", url("/other/x"))).isOne();
        assertThat(err.toString()).contains("/srv", "/fixed");
        assertThat(run("cp", file.toString(), url("/fixed/file"))).isOne();
        assertThat(err.toString()).contains("file: read-only");
        assertThat(run("cp", box.toString(), url("/srv"))).isOne();
        assertThat(err.toString()).contains("-r copies directories");
        assertThat(run("cat", url("/srv"))).isOne();
        assertThat(err.toString()).contains("is a directory");
        assertThat(run("ls", "nfs:/srv")).isEqualTo(2);
        assertThat(err.toString()).contains("nfs://HOST");
        assertThat(run("cp", "-r", url("/srv/a"), url("/srv/a/b"))).isEqualTo(2);
        assertThat(run("cp", "-r", url("/srv/none"), box.toString())).isOne();
    }

    @Test
    void portsWhereNobodyListensAreSaid() {
        int port = server.port();
        server.close();
        assertThat(run("ls", "nfs://127.0.0.1:" + port + "/srv")).isOne();
        assertThat(err.toString()).contains("nobody listens there");
    }

    /** A server could list a link, and then a directory of the same name to be written through it. */
    @Test
    void linksAtTheTargetAreNotWrittenThrough() throws IOException {
        run("cp", "-r", tree().toString(), url("/srv/"));
        Path elsewhere = Files.createDirectory(box.resolve("elsewhere"));
        Path target = Files.createDirectories(box.resolve("target/tree"));
        Files.createSymbolicLink(target.resolve("deep"), elsewhere);
        Files.createSymbolicLink(target.resolve("large"), elsewhere.resolve("large"));
        assertThat(run("cp", "-r", url("/srv/tree"), box.resolve("target").toString()))
                .isOne();
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(target.resolve(".hidden")).exists();
    }

    /** Names that only some systems can have come one by one, and leave the others alone. */
    @Test
    void filesOfAnyNameAreServedFromHere() throws IOException {
        Path share = Files.createDirectory(box.resolve("share"));
        Files.writeString(share.resolve("back\\slash \u00fc %41"), "text");
        try (NfsServer other = NfsServer.builder()
                .port(0)
                .export(new Export("nio", null, NioVfs.of(share), ExportOptions.DEFAULT.withSquash(Squash.NONE)))
                .start()) {
            String from = "nfs://127.0.0.1:" + other.port() + "/nio/back\\slash%20%c3%bc%20%2541";
            assertThat(run("cp", from, box.resolve("copied").toString())).isZero();
        }
        assertThat(box.resolve("copied")).hasContent("text");
    }
}
