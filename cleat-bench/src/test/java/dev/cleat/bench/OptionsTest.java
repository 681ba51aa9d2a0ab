package dev.cleat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.bench.load.Target;
import dev.cleat.bench.server.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionsTest {
    @Test
    void everythingIsMeasuredUnlessToldOtherwise() {
        assertThat(Options.parse(new String[0]).sections).containsExactly(Section.values());
    }

    @Test
    void partsAndTimesAreTaken() {
        Options options = Options.parse(new String[] {"--only", "data,memory", "--seconds", "0.3", "--rows", "read4k"});
        assertThat(options.sections).containsExactly(Section.DATA, Section.MEMORY);
        assertThat(options.measured).isEqualTo(Duration.ofMillis(300));
        assertThat(options.wantsRow("read4k")).isTrue();
        assertThat(options.wantsRow("write4k")).isFalse();
    }

    @Test
    void unknownPartIsNamedWithThoseThatAre() {
        assertThatThrownBy(() -> Options.parse(new String[] {"--only", "speed"}))
                .hasMessageContaining("no part speed")
                .hasMessageContaining("metadata");
    }

    @Test
    void missingValueIsSaid() {
        assertThatThrownBy(() -> Options.parse(new String[] {"--only"})).hasMessageContaining("--only");
    }

    @Test
    void peerIsReachedWhereItSays() throws IOException {
        Peer peer = Peer.parse("name=other,port=3049,mount=3050,pid=1,export=/srv");
        assertThat(peer.on(Path.of("/x")).target()).isEqualTo(new Target(3049, 3050, "/srv", 0));
        assertThat(Peer.parse("port=3049,pid=1").on(Path.of("/x")).target()).isEqualTo(new Target(3049, 3049, "/x", 0));
    }

    @Test
    void peerNeedsItsProcess() {
        assertThatThrownBy(() -> Peer.parse("port=3049")).hasMessageContaining("pid");
    }

    @Test
    void peerMayBeManyProcessesByOneName() throws IOException {
        String own = Files.readString(Path.of("/proc/self/comm")).strip();
        Usage usage = Peer.parse("port=3049,process=" + own).on(Path.of("/x")).usage();
        assertThat(usage.pids()).contains(ProcessHandle.current().pid());
        assertThat(usage.cpuSeconds()).isPositive();
        assertThat(usage.residentMiB()).isPositive();
        assertThatThrownBy(() -> Peer.parse("port=3049,process=no such").on(Path.of("/x")))
                .hasMessageContaining("no such");
    }

    @ParameterizedTest
    @EnumSource(Section.class)
    void everyTrialHasAShape(Section section) {
        assertThat(section.trials()).allSatisfy(trial -> {
            assertThat(trial.shape()).isNotEmpty();
            assertThat(trial.workload()).isNotEmpty();
        });
    }
}
