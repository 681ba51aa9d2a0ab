package dev.cleat.linux;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs the host's programs. */
final class Host {
    private static final List<Path> FOLDERS = List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/bin"));

    private Host() {}

    static void assumeProgram(String program) {
        assumeTrue(
                FOLDERS.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program))),
                program + " is missing");
    }

    /** Runs a program to its end; a test that it fails is left out, as the host cannot do it. */
    static void run(String... command) throws IOException, InterruptedException {
        assumeProgram(command[0]);
        assumeTrue(succeeds(command), () -> "the host refuses " + Arrays.toString(command));
    }

    static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            System.err.println(Arrays.toString(command) + ": " + output);
        }
        return code == 0;
    }
}
