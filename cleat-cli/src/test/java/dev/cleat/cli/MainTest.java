package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    /** A line that names a command is read with that command alone, so that a wrong key would hide it. */
    @Test
    void commandsAreKnownByTheNamesTheyHave() {
        for (Map.Entry<String, Class<?>> command : Main.COMMANDS.entrySet()) {
            assertThat(command.getValue().getAnnotation(Command.class).name()).isEqualTo(command.getKey());
        }
        assertThat(Main.commandLine().getSubcommands().keySet()).containsExactlyElementsOf(Main.COMMANDS.keySet());
    }

    @Test
    void everyCommandExplainsItselfWhenItIsReadAlone() {
        for (String command : Main.COMMANDS.keySet()) {
            assertThat(Main.execute(command, "--no-such-option")).as(command).isEqualTo(CommandLine.ExitCode.USAGE);
        }
        assertThat(List.of(Main.execute("no-such-command"), Main.execute())).containsOnly(CommandLine.ExitCode.USAGE);
    }
}
