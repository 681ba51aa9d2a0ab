package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"SEVERE, <3>", "WARNING, <4>", "INFO, <6>", "FINE, <7>"})
    void gravityIsANumberOfSyslog(String level, String prefix) {
        assertThat(new Logging.JournalLine().format(new LogRecord(Level.parse(level), "ending")))
                .isEqualToNormalizingNewlines(prefix + "ending\n");
    }

    @Test
    void eachLineOfAStackHasItsGravity() {
        LogRecord fault = new LogRecord(Level.SEVERE, "fault");
        fault.setThrown(new IllegalStateException("broken\nin two"));
        assertThat(new Logging.JournalLine().format(fault).lines())
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.startsWith("<3>"))
                .anyMatch(line -> line.contains("broken\\x0ain two"));
    }

    @Test
    void peopleReadWords() {
        assertThat(new Logging.Line().format(new LogRecord(Level.WARNING, "port 111 is busy")))
                .isEqualToNormalizingNewlines("cleat: warning: port 111 is busy\n");
    }

    @Test
    void onlyAStandardErrorThatIsTheJournalsIsWrittenForIt() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("unix"), "no inodes here");
        Path file = Files.createFile(folder.resolve("stream"));
        String stream = Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
        assertThat(Journal.reads(stream, file)).isTrue();
        assertThat(Journal.reads(stream, Files.createFile(folder.resolve("terminal"))))
                .isFalse();
        assertThat(Journal.reads(null, file)).isFalse();
        assertThat(Journal.reads(stream, folder.resolve("absent"))).isFalse();
    }
}
