package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.linux.LinuxVfs;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server leaves to the garbage collector for each call, from the socket to the disk and back. Tests run without the
 * compiler that a server has, and it spares objects: so this is measured in a process that runs as the launcher runs one.
 */
@Timeout(300)
class CallAllocationTest {
    /** In bytes. */
    private static final long BAR = 512;

    /** How much more the views of a larger answer may cost, in bytes. */
    private static final long SLACK = 256;

    private static final int SECONDS = 60;
    private static final Pattern FIGURE = Pattern.compile("([A-Z]+(?: \\d+)?): (\\d+)");

    @TempDir
    private Path folder;

    @Test
    void callsLeaveLittleBehindHoweverMuchDataTheyCarry() throws Exception {
        assumeTrue(LinuxVfs.isSupported(), "needs Linux");
        String printed = meter();
        Map<String, Long> bytes = FIGURE.matcher(printed)
                .results()
                .collect(Collectors.toMap(figure -> figure.group(1), figure -> Long.valueOf(figure.group(2))));
        assertThat(bytes).as(printed).hasSize(7);
        assertThat(bytes.values()).as(printed).allMatch(each -> each <= BAR);
        for (String procedure : List.of("READ ", "WRITE ")) {
            assertThat(bytes.get(procedure + CallMeter.LARGE))
                    .as(printed)
                    .isLessThanOrEqualTo(bytes.get(procedure + CallMeter.SMALL) + SLACK);
        }
    }

    private String meter() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Files.readAllLines(Path.of("..", "bin", "jvm.args")));
        // Here all is on the class path.
        command.replaceAll(argument ->
                argument.startsWith("--enable-native-access=") ? "--enable-native-access=ALL-UNNAMED" : argument);
        command.addAll(List.of("-cp", classPath(), CallMeter.class.getName()));
        command.add(Files.createDirectory(folder.resolve("files")).toString());
        command.add(folder.resolve("state").toString());
        command.addAll(List.of(String.valueOf(BAR), String.valueOf(SECONDS)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    private static String classPath() {
        return Stream.of(
                        System.getProperty("jdk.module.path"),
                        System.getProperty("java.class.path"),
                        Path.of("target", "test-classes").toAbsolutePath().toString())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
