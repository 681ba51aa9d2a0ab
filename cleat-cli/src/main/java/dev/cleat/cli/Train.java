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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What the launcher runs once after a build, so that Java can cache the classes that a server needs. All that is cached is in
 * memory as long as a server runs; the other commands, for which it does next to nothing, are therefore not run here. Nobody
 * sees what it prints.
 */
@Command(name = "train", hidden = true, description = "Used by the build: exercises what should start quickly.")
final class Train implements Callable<Integer> {
    private static final Pattern READY = Pattern.compile("ready nfs=(\\d+) ");

    @Parameters(paramLabel = "DIR", description = "An empty folder, removed by whoever gave it.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Path share = Files.createDirectory(folder.resolve("share"));
        MatchResult ready = serve(List.of(
                "serve",
                "--log=error",
                "--port=0",
                "--portmap=0",
                "--squash=none",
                "--state=" + folder.resolve("state"),
                share.toString()));
        new TrainingCalls(Integer.parseInt(ready.group(1))).make("/share");
        return CommandLine.ExitCode.OK;
    }

    /** Returns the ports when the server is ready; it ends with the program. */
    private static MatchResult serve(List<String> line) throws IOException {
        PipedInputStream output = new PipedInputStream();
        PrintStream out = new PrintStream(new PipedOutputStream(output), true, StandardCharsets.UTF_8);
        PrintStream before = System.out;
        System.setOut(out);
        Thread.ofPlatform().daemon().start(() -> {
            Main.execute(line.toArray(String[]::new));
            out.close();
        });
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .flatMap(said -> READY.matcher(said).results())
                    .findFirst()
                    .orElseThrow(() -> new IOException("the server did not start"));
        } finally {
            System.setOut(before);
        }
    }
}
