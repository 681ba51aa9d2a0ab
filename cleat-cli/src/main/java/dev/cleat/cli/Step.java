package dev.cleat.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** One thing that is done to a machine, which can as well be shown. */
sealed interface Step {
    /** Written with its folders. */
    record Write(Path file, String text, Charset charset) implements Step {
        Write(Path file, String text) {
            this(file, text, StandardCharsets.UTF_8);
        }
    }

    record Delete(Path file) implements Step {}

    /**
     * @param mayFail because there may be nothing to undo
     */
    record Run(List<String> words, boolean mayFail) implements Step {
        public Run {
            words = List.copyOf(words);
        }

        static Run of(String... words) {
            return new Run(List.of(words), false);
        }

        static Run ifPossible(String... words) {
            return new Run(List.of(words), true);
        }
    }

    /** For people, and on {@code --dry-run} for those who want to do it themselves. */
    default String shown(Platform platform) {
        return switch (this) {
            case Write write ->
                "write " + write.file() + System.lineSeparator()
                        + write.text()
                                .lines()
                                .map(line -> line.isEmpty() ? line : "    " + line)
                                .collect(Collectors.joining(System.lineSeparator()));
            case Delete delete -> "delete " + delete.file();
            case Run run -> "run " + CommandLines.shown(platform, run.words());
        };
    }
}
