package dev.cleat.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.export.ExportIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void theHandleKeyIsMadeOnceAndKeptFromOthers() throws IOException {
        Path state = folder.resolve("state");
        String first;
        try (StateFolder opened = StateFolder.open(state)) {
            opened.handleKey();
            first = Files.readString(state.resolve("handle-key"));
        }
        try (StateFolder opened = StateFolder.open(state)) {
            opened.handleKey();
        }

        assertThat(Files.readString(state.resolve("handle-key"))).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("handle-key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
    }

    @Test
    void aSecondServerIsToldWhoTheFirstIs() throws IOException {
        StateFolder first = StateFolder.open(folder);
        first.describe("pid 42, nfs port 2049");

        assertThatThrownBy(() -> StateFolder.open(folder))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("pid 42, nfs port 2049")
                .hasMessageContaining("--state");
        first.close();
        StateFolder.open(folder).close();
    }

    @Test
    void aFolderOfALaterFormatIsRefused() throws IOException {
        Files.writeString(folder.resolve("format"), "cleat-state 2\n");

        assertThatThrownBy(() -> StateFolder.open(folder))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("cleat-state 2");
    }

    @Test
    void aDamagedHandleKeyIsNotReplaced() throws IOException {
        Files.writeString(folder.resolve("handle-key"), "0123\n");
        try (StateFolder state = StateFolder.open(folder)) {
            assertThatThrownBy(state::handleKey).isInstanceOf(StateException.class);
        }
        assertThat(Files.readString(folder.resolve("handle-key"))).isEqualTo("0123\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "\tfiles", "x\tfiles", "99999999999\tfiles", "1x\tfiles"})
    void aDamagedListOfExportsIsRefusedInALine(String line) throws IOException {
        Files.writeString(folder.resolve("exports"), line + "\n");
        try (StateFolder state = StateFolder.open(folder)) {
            assertThatThrownBy(state::exportIds)
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("is damaged");
        }
    }

    @Test
    void anExportKeepsItsNumberWhateverElseIsExported() throws IOException {
        int photos;
        try (StateFolder state = StateFolder.open(folder)) {
            photos = state.exportIds().idOf("photos");
        }
        try (StateFolder state = StateFolder.open(folder)) {
            ExportIds ids = state.exportIds();
            assertThat(ids.idOf("music")).isNotEqualTo(photos);
            assertThat(ids.idOf("photos")).isEqualTo(photos);
        }
    }

    @Test
    void namesWithTheSamePreferredNumberGetDifferentOnes() throws IOException {
        // "Aa" and "BB" have the same hash code.
        assertThat(ExportIds.preferred("Aa")).isEqualTo(ExportIds.preferred("BB"));
        try (StateFolder state = StateFolder.open(folder)) {
            ExportIds ids = state.exportIds();
            assertThat(ids.idOf("Aa")).isNotEqualTo(ids.idOf("BB"));
        }
    }
}
