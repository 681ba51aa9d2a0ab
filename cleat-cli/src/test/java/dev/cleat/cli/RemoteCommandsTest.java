package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.server.NfsServer;
import dev.cleat.server.PortmapMode;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(60)
class RemoteCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private NfsServer server;

    @BeforeEach
    void serve() throws IOException {
        server = NfsServer.builder()
                .port(0)
                .portmap(new PortmapMode.Own(0))
                .export(new Export("srv", null, new MemoryVfs(), ExportOptions.DEFAULT))
                .export(new Export("longer-name", null, new MemoryVfs(), ExportOptions.DEFAULT.withClients(List.of())))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int run(String... line) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }

    private String portmap() {
        return "--portmap=" + server.portmapPort().orElseThrow();
    }

    @Test
    void exportsAreListedInColumns() {
        assertThat(run("showmount", "-e", portmap(), "127.0.0.1")).isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                Export list for 127.0.0.1:
                /longer-name (nobody)
                /srv         loopback
                """);
    }

    @Test
    void mountPortNeedsNoPortMapper() {
        String port = "--mount-port=" + server.mountPort();
        assertThat(run("showmount", "--no-headers", "--portmap=1", port, "127.0.0.1"))
                .isZero();
        assertThat(out.toString()).endsWith("loopback" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({"-a, All mount points on 127.0.0.1:", "-d, Directories on 127.0.0.1:", "-h, Hosts on 127.0.0.1:"})
    void nobodyHasMountedAnything(String option, String head) {
        assertThat(run("showmount", option, portmap(), "127.0.0.1")).isZero();
        assertThat(out.toString().strip()).isEqualTo(head);
    }

    @Test
    void registrationsLookLikeRpcinfos() {
        assertThat(run("rpcinfo", "-p", portmap(), "127.0.0.1")).isZero();
        assertThat(out.toString().lines()).startsWith("   program vers proto   port  service");
        assertThat(out.toString())
                .contains("    100003    3   tcp %6d  nfs".formatted(server.port()))
                .contains("    100005    3   tcp %6d  mountd".formatted(server.mountPort()));
    }

    @Test
    void newerListNamesNetworksAndAddresses() {
        assertThat(run("rpcinfo", portmap(), "127.0.0.1")).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains(" nfs ")))
                .anyMatch(line -> line.matches(" +100003 +3 +tcp +0\\.0\\.0\\.0\\.\\d+\\.\\d+ +nfs +superuser"));
    }

    @Test
    void programsThatAnswerAreReady() {
        assertThat(run("rpcinfo", portmap(), "127.0.0.1", "nfs", "3")).isZero();
        assertThat(out.toString().strip()).isEqualTo("program 100003 version 3 ready and waiting");
    }

    @Test
    void allVersionsAreAskedUnlessOneIsNamed() {
        assertThat(run("rpcinfo", portmap(), "127.0.0.1", "100005")).isZero();
        assertThat(out.toString().lines().toList())
                .containsExactly(
                        "program 100005 version 1 ready and waiting",
                        "program 100005 version 2 ready and waiting",
                        "program 100005 version 3 ready and waiting");
    }

    @Test
    void versionsByUdpAreAllThere() {
        assertThat(run("rpcinfo", "--udp", portmap(), "127.0.0.1", "mountd")).isZero();
        assertThat(out.toString().lines()).hasSize(3).allMatch(line -> line.endsWith("ready and waiting"));
    }

    @Test
    void programTellsItsVersionsWhereThereIsNoPortMapper() {
        String port = "--port=" + server.port();
        assertThat(run("rpcinfo", "--portmap=1", port, "127.0.0.1", "nfs")).isZero();
        assertThat(out.toString()).contains("program 100003 version 3 ready and waiting");
    }

    @Test
    void versionsThatAreMissingFail() {
        String port = "--port=" + server.port();
        assertThat(run("rpcinfo", port, "127.0.0.1", "nfs", "4")).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("program 100003 version 4 is not available: the server has versions ")
                .contains(" to 3");
    }

    @Test
    void pingMeasuresEachCall() {
        assertThat(run("ping", "-c", "3", "-i", "0", portmap(), "127.0.0.1")).isZero();
        assertThat(out.toString().lines().toList())
                .hasSize(5)
                .first()
                .asString()
                .isEqualTo("PING 127.0.0.1 (127.0.0.1): NFS version 3 over TCP at port " + server.port());
        assertThat(out.toString().lines().skip(1).limit(3)).allMatch(line -> line.matches("\\d: \\d+\\.\\d{3} ms"));
        assertThat(out.toString()).contains("3 calls, 3 answers, least/mean/most ");
    }

    @Test
    void silentHostsAreOneLineOnStandardError() {
        int closed = server.port();
        server.close();
        assertThat(run("ping", "--port=" + closed, "127.0.0.1")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("cleat ping: 127.0.0.1: nobody listens there");
    }

    @Test
    void unknownHostsAreWrongLines() {
        assertThat(run("showmount", "no.such.host.invalid")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("unknown host no.such.host.invalid");
    }

    @Test
    void whatOthersSayCannotMoveTheCursor() {
        assertThat(Printable.of("a\u001b[2J\r\n\u0085\u202e\\é")).isEqualTo("a\\x1b[2J\\x0d\\x0a\\x85\\x202e\\é");
    }
}
