package dev.cleat.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What the launcher runs once after a build, so that Java can cache the classes that starts need: a start that is worth
 * being quick has its line here. Nobody sees what it prints.
 */
@Command(name = "train", hidden = true, description = "Used by the build: exercises what should start quickly.")
final class Train implements Callable<Integer> {
    private static final List<List<String>> LINES =
            List.of(List.of("--version"), List.of("--help"), List.of("--no-such-option"));

    @Parameters(paramLabel = "DIR", description = "An empty folder, removed by whoever gave it.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        LINES.forEach(line -> Main.commandLine().execute(line.toArray(String[]::new)));
        serve(List.of(
                "serve",
                "--log=error",
                "--port=0",
                "--portmap=off",
                "--state=" + folder.resolve("state"),
                Files.createDirectory(folder.resolve("share")).toString()));
        return CommandLine.ExitCode.OK;
    }

    /** Returns when the server is ready, or has failed to be; it ends with the program. */
    private static void serve(List<String> line) throws IOException {
        PipedInputStream output = new PipedInputStream();
        PrintStream out = new PrintStream(new PipedOutputStream(output), true, StandardCharsets.UTF_8);
        System.setOut(out);
        Thread.ofPlatform().daemon().start(() -> {
            Main.commandLine().execute(line.toArray(String[]::new));
            out.close();
        });
        BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
        String said = lines.readLine();
        while (said != null && !said.startsWith("ready ")) {
            said = lines.readLine();
        }
    }
}
