package dev.cleat.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * What the launcher runs once after a build, so that Java can cache the classes that starts need: a start that is worth
 * being quick has its line here.
 */
@Command(name = "train", hidden = true, description = "Used by the build: exercises what should start quickly.")
final class Train implements Callable<Integer> {
    private static final List<List<String>> LINES =
            List.of(List.of("--version"), List.of("--help"), List.of("--no-such-option"));

    @Override
    public Integer call() {
        LINES.forEach(line -> Main.commandLine().execute(line.toArray(String[]::new)));
        return CommandLine.ExitCode.OK;
    }
}
