package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r", "\n", "\u001b", "\u0000", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029", "\u202e", "\u2066"
            })
    void whatMovesTheCursorOrEndsALineIsSpelledOut(String control) {
        assertThat(Printable.of("a" + control + "b")).isEqualTo("a\\x%02xb".formatted(control.codePointAt(0)));
    }

    @Test
    void lettersOfAllScriptsStayWhatTheyAre() {
        assertThat(Printable.of("für Søren, 日本語, 😀")).isEqualTo("für Søren, 日本語, 😀");
    }

    @Test
    void noNameForgesALineOfTheLog() {
        LogRecord entry = new LogRecord(Level.INFO, "host mounted {0}");
        entry.setParameters(new Object[] {"/x\r\ncleat: error: forged\u2028cleat: error: again"});
        entry.setThrown(new IllegalStateException("about\n\tat x\r\u001b[2J"));

        assertThat(new Logging.Line().format(entry).lines())
                .filteredOn(line -> !line.startsWith("        at "))
                .containsExactly(
                        "cleat: host mounted /x\\x0d\\x0acleat: error: forged\\x2028cleat: error: again",
                        "    java.lang.IllegalStateException: about\\x0a\\x09at x\\x0d\\x1b[2J");
    }
}
