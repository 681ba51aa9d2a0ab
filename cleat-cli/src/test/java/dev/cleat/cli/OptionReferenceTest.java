package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** docs/reference/options.md is what the commands say of themselves: bin/update-reference writes it. */
class OptionReferenceTest {
    private static final Path COMMITTED = Path.of("..", "docs", "reference", "options.md");

    @Test
    void optionsAreThoseOfTheCommands() throws IOException {
        List<String> lines = new ArrayList<>(List.of("# Commands and their options", ""));
        describe(Main.commandLine(), lines);
        lines.removeLast();
        if (Boolean.getBoolean("reference.update")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.write(COMMITTED, lines);
        }
        assertThat(Files.exists(COMMITTED) ? Files.readAllLines(COMMITTED) : List.of())
                .as("docs/reference/options.md; if the code is right, run bin/update-reference")
                .isEqualTo(lines);
    }

    private static void describe(CommandLine command, List<String> lines) {
        if (command.getCommandSpec().usageMessage().hidden()) {
            return;
        }
        if (command.getSubcommands().isEmpty()) {
            lines.add("## " + command.getCommandSpec().qualifiedName());
            lines.add("");
            lines.add(String.join(" ", command.getCommandSpec().usageMessage().description()));
            lines.add("");
            lines.add("| option | means |");
            lines.add("|---|---|");
            command.getCommandSpec().positionalParameters().forEach(each -> lines.add(line(words(each), each)));
            command.getCommandSpec().options().stream()
                    .filter(each -> !each.hidden() && !each.usageHelp() && !each.versionHelp())
                    .forEach(each -> lines.add(line(words(each), each)));
            lines.add("");
        }
        for (Map.Entry<String, CommandLine> each : command.getSubcommands().entrySet()) {
            describe(each.getValue(), lines);
        }
    }

    private static String words(PositionalParamSpec positional) {
        return positional.paramLabel() + (positional.arity().max() > 1 ? "..." : "");
    }

    private static String words(OptionSpec option) {
        String names = String.join("`, `", option.names());
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private static String line(String words, ArgSpec argument) {
        String meaning = String.join(" ", argument.description());
        String standard = String.valueOf(argument.defaultValue());
        return "| `%s` | %s |"
                .formatted(
                        words.replace("|", "\\|"),
                        meaning.replace("${DEFAULT-VALUE}", standard)
                                .replace("|", "\\|")
                                .replace("*", "\\*"));
    }
}
