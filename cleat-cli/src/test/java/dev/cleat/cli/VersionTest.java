package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void versionNamesTheJavaThatRunsIt() {
        assertThat(new Version().getVersion()).hasSize(1);
        assertThat(new Version().getVersion()[0])
                .startsWith("cleat ")
                .contains(Runtime.version().toString());
    }
}
