package dev.cleat.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cleat.vfs.Name;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NfsPathTest {
    @ParameterizedTest
    @CsvSource({"'', .", "/, .", "a/b, a/b", "/a//b/, a/b", "./a/./b/., a/b", "../a, ../a"})
    void slashesPartNames(String text, String same) {
        assertThat(NfsPath.of(text)).hasToString(same);
    }

    @Test
    void pathsGrowAndShrink() {
        NfsPath path = NfsPath.ROOT.resolve(Name.of("a")).resolve("b/c");
        assertThat(path).isEqualTo(NfsPath.of("a/b/c"));
        assertThat(path.name()).isEqualTo(Name.of("c"));
        assertThat(path.parent()).isEqualTo(NfsPath.of("a/b"));
        assertThat(path.absolute()).isEqualTo(Name.of("/a/b/c"));
        assertThat(NfsPath.ROOT.parent()).isEqualTo(NfsPath.ROOT);
        assertThat(NfsPath.ROOT.absolute()).isEqualTo(Name.of("/"));
    }

    @ParameterizedTest
    @CsvSource({"a/b", "''", "."})
    void namesThatArePathsAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NfsPath(List.of(Name.of(name))));
    }

    @Test
    void theRootHasNoName() {
        assertThatIllegalStateException().isThrownBy(NfsPath.ROOT::name);
    }
}
