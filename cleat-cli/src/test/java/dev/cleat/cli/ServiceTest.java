package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

@Timeout(60)
class ServiceTest {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<List<String>> ran = new ArrayList<>();

    @TempDir
    private Path temporary;

    private Path home;
    private Path photos;

    @BeforeEach
    void makeFolders() throws IOException {
        home = temporary.toRealPath();
        photos = Files.createDirectory(home.resolve("my photos & 100% \"$HOME\""));
    }

    private Service service(boolean isSystem, String... typed) {
        return new Service(
                JAVA,
                home.resolve("cache"),
                Map.of("JAVA_HOME", "/opt/jdk"),
                new Service.User(isSystem, 501, home),
                ServeWords.of(List.of(typed)));
    }

    private static Document parsed(String xml) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder.parse(new InputSource(new StringReader(xml)));
    }

    private static List<String> texts(Document document, String element) {
        NodeList found = document.getElementsByTagName(element);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    @Test
    void relativePathsAreOfNoUseToAService() {
        ServeWords words = ServeWords.of(List.of("--port", "2050", ".", "--read-only", "--state", "here"));
        String here = Path.of("").toAbsolutePath().toString();
        assertThat(words.words())
                .containsExactly("--port=2050", "--read-only", "--state=" + here + "/here", "--", here);
        assertThat(words.writes()).isEmpty();
    }

    @Test
    void wordsAreReadAgainAsTheyWere() {
        ServeWords once = ServeWords.of(List.of(
                photos.toString(), "other=" + home, "--allow", "10.0.0.0/8", "--allow", "*", "--bind", "0.0.0.0"));
        assertThat(ServeWords.of(once.words())).isEqualTo(once);
        assertThat(once.words()).contains("--allow=10.0.0.0/8", "--allow=*", "other=" + home, photos.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/no/such/folder", "/ --port 70000", "/ --bind 0.0.0.0", "/ --nonsense", "--read-only"})
    void whatServeRefusesIsNotInstalled(String line) {
        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> ServeWords.of(List.of(line.split(" "))));
    }

    @ParameterizedTest
    @CsvSource({"true, --system", "false, --user"})
    void systemdTakesTheUnit(boolean isSystem, String of) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "there is no systemd-analyze");
        Path unit =
                Files.writeString(home.resolve("cleat.service"), Systemd.unit(service(isSystem, photos.toString())));
        ProcessBuilder verifier = new ProcessBuilder(
                        "systemd-analyze", "verify", "--man=no", "--recursive-errors=no", of, unit.toString())
                .redirectErrorStream(true);
        verifier.environment().put("XDG_RUNTIME_DIR", home.toString());
        Process verify = verifier.start();
        String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.lines().filter(line -> line.contains("cleat.service"))).isEmpty();
        assertThat(verify.waitFor()).as(said).isZero();
    }

    @Test
    void unitQuotesWhatSystemdWouldExpand() {
        assertThat(Systemd.unit(service(true, photos.toString())).lines())
                .anyMatch(line -> line.startsWith("ExecStart=" + JAVA + " serve --state=/var/lib/cleat -- ")
                        && line.endsWith("my photos & 100%% \\\"$$HOME\\\"\""))
                .anyMatch(line ->
                        line.startsWith("ReadWritePaths=-\"") && line.endsWith("my photos & 100%% \\\"$HOME\\\"\""))
                .contains("Environment=JAVA_HOME=/opt/jdk", "Environment=LC_ALL=C.UTF-8", "KillSignal=SIGTERM");
    }

    @Test
    void readOnlyServiceMayWriteToItsStateAlone() {
        String unit = Systemd.unit(service(true, photos.toString(), "--read-only"));
        assertThat(unit).contains("ProtectSystem=strict", "StateDirectory=cleat");
        assertThat(unit.lines().filter(line -> line.startsWith("ReadWritePaths")))
                .containsExactly("ReadWritePaths=-" + home.resolve("cache"));
    }

    @Test
    void usersUnitNeedsNoPrivilege() {
        String unit = Systemd.unit(service(false, photos.toString()));
        assertThat(unit)
                .contains("WantedBy=default.target", "NoNewPrivileges=yes")
                .doesNotContain("ProtectSystem", "CapabilityBoundingSet", "/var/lib");
    }

    @Test
    void plistHoldsEveryWordAsItIs() throws Exception {
        Document plist = parsed(Launchd.plist(service(true, photos.toString())));
        assertThat(texts(plist, "string"))
                .startsWith("dev.cleat.serve", JAVA.toString(), "serve", "--", photos.toString())
                .contains("/opt/jdk", "/var/log/cleat.log");
        assertThat(texts(plist, "key")).contains("RunAtLoad", "KeepAlive", "CLEAT_CACHE");
    }

    @Test
    void usersJobIsHisOwn() {
        assertThat(Launchd.install(service(false, home.toString())))
                .endsWith(Step.Run.of(
                        "launchctl", "bootstrap", "gui/501", home + "/Library/LaunchAgents/dev.cleat.serve.plist"));
        assertThat(Launchd.uninstall(new Service.User(true, 0, home)))
                .endsWith(new Step.Delete(Path.of("/Library/LaunchDaemons/dev.cleat.serve.plist")));
    }

    @Test
    void taskRunsTheLauncherAsSystem() throws Exception {
        Document task = parsed(WindowsTask.xml(service(true, "a-b=" + home), Path.of("/data")));
        assertThat(texts(task, "Command")).containsExactly("cmd.exe");
        assertThat(texts(task, "UserId")).containsExactly("S-1-5-18");
        assertThat(texts(task, "Arguments"))
                .containsExactly("/d /s /c \"\"%s\" \"serve\" \"--\" \"a-b=%s\" >> \"/data/Cleat/cleat.log\" 2>&1\""
                        .formatted(JAVA, home));
    }

    @Test
    void taskRefusesWhatTheShellWouldExpand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowsTask.xml(service(true, photos.toString()), Path.of("/data")))
                .withMessageContaining("%");
    }

    private int run(Object command, String... line) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }

    private Host host(Platform platform, Outcome outcome) {
        return new Host(
                platform,
                words -> {
                    ran.add(words);
                    return outcome;
                },
                () -> {});
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX, write /etc/systemd/system/cleat.service, run systemctl restart cleat.service",
        "MACOS, write /Library/LaunchDaemons/dev.cleat.serve.plist, run launchctl bootstrap system",
        "WINDOWS, <BootTrigger/>, run schtasks.exe /Run /TN Cleat"
    })
    void dryRunShowsFilesAndCommandsAndDoesNothing(Platform platform, String file, String command) {
        String[] line = {"--dry-run", "--program=" + JAVA, "--port", "2050", home.toString()};
        int status = platform == Platform.WINDOWS
                ? run(new ServiceInstall(host(platform, new Outcome(0, ""))), line)
                : run(new ServiceInstall(host(platform, new Outcome(0, ""))), withSystem(line));
        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString()).contains(file, command, "--port=2050", "Nothing is done yet.");
        assertThat(ran).isEmpty();
    }

    private static String[] withSystem(String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.add("--system");
        return all.toArray(String[]::new);
    }

    @Test
    void uninstallUndoesInstall() {
        assertThat(run(new ServiceUninstall(host(Platform.LINUX, new Outcome(0, ""))), "--dry-run", "--system"))
                .isZero();
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                run systemctl disable --now cleat.service
                delete /etc/systemd/system/cleat.service
                run systemctl daemon-reload
                """);
    }

    @Test
    void statusFailsWhereTheServiceDoesNotRun() {
        assertThat(run(new ServiceStatus(host(Platform.LINUX, new Outcome(3, "inactive (dead)"))), "--user"))
                .isEqualTo(1);
        assertThat(ran).containsExactly(List.of("systemctl", "--user", "status", "--no-pager", "cleat.service"));
        assertThat(out.toString()).contains("inactive (dead)");
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX, 0, active (running), 0",
        "LINUX, 3, inactive (dead), 1",
        "MACOS, 0, state = running, 0",
        "MACOS, 0, state = spawn scheduled, 1",
        "MACOS, 113, Could not find service, 1",
        "WINDOWS, 0, Running, 0",
        "WINDOWS, 1, Ready, 1"
    })
    void statusTellsWhatRunsFromWhatIsOnlyInstalled(Platform platform, int answer, String said, int status) {
        assertThat(run(new ServiceStatus(host(platform, new Outcome(answer, "service\n\t" + said)))))
                .isEqualTo(status);
        assertThat(out.toString()).contains(said);
    }

    @Test
    void wrongServeOptionsAreWrongHere() {
        assertThat(run(
                        new ServiceInstall(host(Platform.LINUX, new Outcome(0, ""))),
                        "--dry-run",
                        "--program=" + JAVA,
                        "--prot=1",
                        home.toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--prot=1");
    }

    @Test
    void systemsWithoutServicesSaySo() {
        assertThat(run(new ServiceStatus(host(Platform.OTHER, new Outcome(0, "")))))
                .isEqualTo(2);
        assertThat(err.toString()).contains("not known");
    }
}
