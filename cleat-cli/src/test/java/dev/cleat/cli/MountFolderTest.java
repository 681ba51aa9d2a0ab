package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.mount.Export.Exported;
import dev.cleat.server.NfsServer;
import dev.cleat.server.PortmapMode;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class MountFolderTest {
    private static final Outcome ERROR_53 = new Outcome(1, "Network Error - 53");
    private static final Outcome DONE = new Outcome(0, "");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<List<String>> ran = new ArrayList<>();
    private final Deque<Outcome> outcomes = new ArrayDeque<>();
    private int pauses;

    @TempDir
    private Path target;

    private NfsServer server;

    @BeforeEach
    void serve() throws IOException {
        server = NfsServer.builder()
                .port(0)
                .portmap(new PortmapMode.Own(0))
                .export(new Export("srv", null, new MemoryVfs(), ExportOptions.DEFAULT))
                .export(new Export("closed", null, new MemoryVfs(), ExportOptions.DEFAULT.withClients(List.of())))
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Host host(Platform platform) {
        return new Host(
                platform,
                words -> {
                    ran.add(words);
                    return outcomes.isEmpty() ? DONE : outcomes.remove();
                },
                () -> pauses++);
    }

    private int run(Object command, String... line) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }

    private int mount(String what, String... more) {
        List<String> line = new ArrayList<>(List.of(what, target.toString(), "--portmap=" + portmap()));
        line.addAll(List.of(more));
        return run(new MountFolder(host(Platform.LINUX)), line.toArray(String[]::new));
    }

    private int portmap() {
        return server.portmapPort().orElseThrow();
    }

    @Test
    void portsComeFromThePortMapper() {
        assertThat(mount("127.0.0.1:/srv", "--read-only", "--options", "soft,noatime"))
                .isZero();
        assertThat(ran)
                .containsExactly(List.of(
                        "mount",
                        "-t",
                        "nfs",
                        "-o",
                        "vers=3,proto=tcp,port=%d,mountport=%d,mountproto=tcp,nolock,ro,soft,noatime"
                                .formatted(server.port(), server.mountPort()),
                        "127.0.0.1:/srv",
                        target.toString()));
    }

    @Test
    void dryRunRunsNothing() {
        assertThat(mount("127.0.0.1:/srv", "--dry-run")).isZero();
        assertThat(ran).isEmpty();
        assertThat(out.toString()).startsWith("mount -t nfs -o vers=3").endsWith(target + System.lineSeparator());
    }

    @Test
    void dryRunWithPortsAsksNobody() {
        server.close();
        assertThat(mount("127.0.0.1:/srv", "--dry-run", "--port=2049")).isZero();
        assertThat(out.toString()).contains("port=2049,mountport=2049");
    }

    @Test
    void missingExportsAreAnsweredWithThoseThatThereAre() {
        assertThat(mount("127.0.0.1:/nope")).isEqualTo(1);
        assertThat(ran).isEmpty();
        assertThat(err.toString()).contains("there is no export /nope", "/srv for loopback", "/closed for (nobody)");
    }

    @Test
    void clientsThatAreNotAllowedAreToldWhoIs() {
        assertThat(mount("127.0.0.1:/closed")).isEqualTo(1);
        assertThat(err.toString()).contains("this machine may not mount /closed", "/closed for (nobody)");
    }

    @Test
    void absentPortMapperIsNamed() {
        int closed = portmap();
        server.close();
        assertThat(run(
                        new MountFolder(host(Platform.LINUX)),
                        "127.0.0.1:/srv",
                        target.toString(),
                        "--portmap=" + closed))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("nobody listens at port " + closed, "no port mapper", "--port and --mount-port");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void wrongPortIsNotTakenForNfs() {
        assertThat(mount("127.0.0.1:/srv", "--port=" + portmap(), "--mount-port=" + server.mountPort()))
                .isEqualTo(1);
        assertThat(ran).isEmpty();
        assertThat(err.toString()).contains("NFS at port " + portmap(), "another program listens there");
    }

    @Test
    void foldersWithSomethingInThemAreNotCovered() throws IOException {
        Files.createFile(target.resolve("precious"));
        assertThat(mount("127.0.0.1:/srv")).isEqualTo(1);
        assertThat(err.toString()).contains("is not empty");
    }

    @Test
    void missingTargetIsNamed() throws IOException {
        Files.delete(target);
        assertThat(mount("127.0.0.1:/srv")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no folder " + target);
        Files.createFile(target);
        assertThat(mount("127.0.0.1:/srv")).isEqualTo(1);
        assertThat(err.toString()).contains(target + " is not a folder");
    }

    @Test
    void refusalOfTheSystemIsExplained() {
        outcomes.add(new Outcome(1, "mount: only root can do that"));
        assertThat(mount("127.0.0.1:/srv")).isEqualTo(1);
        assertThat(out.toString()).contains("only root can do that", "That is: this takes root");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=2049", "--read-only", "--portmap=1111"})
    void whatWindowsCannotDoIsAWrongLine(String option) {
        assertThat(run(new MountFolder(host(Platform.WINDOWS)), "nas:/srv", "Z:", "--dry-run", option))
                .isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void windowsIsAskedWithoutPorts() {
        assertThat(run(new MountFolder(host(Platform.WINDOWS)), "nas:/srv", "Z:", "--dry-run"))
                .isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("mount.exe -o anon,nolock \\\\nas\\srv Z:\n");
    }

    @Test
    void takenDrivesAndFoldersAreNoTargetsOnWindows() {
        assertThat(MountTarget.objection(Platform.WINDOWS, "C:\\mnt", path -> true))
                .contains("drive letter");
        assertThat(MountTarget.objection(Platform.WINDOWS, "C:", path -> true)).isEqualTo("drive C: is taken");
        assertThat(MountTarget.objection(Platform.WINDOWS, "Z:", path -> false)).isEmpty();
        assertThat(MountTarget.objection(Platform.WINDOWS, "*", path -> true)).isEmpty();
    }

    @Test
    void error53IsTriedAgain() throws IOException {
        outcomes.addAll(List.of(ERROR_53, ERROR_53, DONE));
        assertThat(host(Platform.WINDOWS).run(List.of("mount.exe"))).isEqualTo(DONE);
        assertThat(pauses).isEqualTo(2);
    }

    @Test
    void error53IsBelievedInTheEnd() throws IOException {
        outcomes.addAll(List.of(ERROR_53, ERROR_53, ERROR_53, ERROR_53, ERROR_53));
        assertThat(host(Platform.WINDOWS).run(List.of("mount.exe"))).isEqualTo(ERROR_53);
        assertThat(ran).hasSize(5);
    }

    @Test
    void elevationIsReadFromTheLevelNotItsName() {
        outcomes.add(new Outcome(0, "Verbindliche Beschriftung\\Hohe Verbindlichkeitsstufe Bezeichnung S-1-16-12288"));
        assertThat(host(Platform.WINDOWS).isElevated()).isTrue();
        outcomes.add(new Outcome(0, "Mandatory Label\\Medium Mandatory Level Label S-1-16-8192"));
        assertThat(host(Platform.WINDOWS).isElevated()).isFalse();
        assertThat(host(Platform.LINUX).isElevated()).isFalse();
    }

    @Test
    void umountNamesTheWholePath() {
        assertThat(run(new UmountFolder(host(Platform.LINUX)), "--force", "some/../place"))
                .isZero();
        assertThat(ran)
                .containsExactly(List.of(
                        "umount", "-f", Path.of("place").toAbsolutePath().toString()));
    }

    @Test
    void umountOfWhatIsInUseIsExplained() {
        outcomes.add(new Outcome(32, "umount: /m: target is busy."));
        assertThat(run(new UmountFolder(host(Platform.LINUX)), "/m")).isEqualTo(1);
        assertThat(out.toString()).contains("somebody is in there");
    }

    @Test
    void umountOnWindowsIsOfADrive() {
        assertThat(run(new UmountFolder(host(Platform.WINDOWS)), "--dry-run", "Z:"))
                .isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("umount.exe Z:\n");
    }

    @Test
    void programsThatAreMissingAreExplained() {
        Host without = new Host(
                Platform.WINDOWS,
                words -> {
                    throw new IOException("error=2");
                },
                () -> {});
        assertThat(run(new UmountFolder(without), "Z:")).isEqualTo(1);
        assertThat(err.toString()).contains("Client for NFS");
    }

    @Test
    void systemProgramsAnswerWithStatusAndWords() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Outcome version = Programs.ofSystem(List.of(java.toString(), "--version"));
        assertThat(version.isDone()).isTrue();
        assertThat(version.output()).contains(String.valueOf(Runtime.version().feature()));
        assertThat(Programs.ofSystem(List.of(java.toString(), "--no-such-option"))
                        .isDone())
                .isFalse();
    }

    @Test
    void exportsOfOthersCannotMoveTheCursor() {
        assertThat(ServerCheck.listed(List.of(new Exported(Name.of("/a\u001b[2J"), List.of()))))
                .isEqualTo("is /a\\x1b[2J for everyone");
        assertThat(ServerCheck.listed(List.of())).isEqualTo("are no exports at all");
    }
}
