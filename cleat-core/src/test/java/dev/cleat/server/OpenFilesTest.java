package dev.cleat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.transport.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void theBoundInForceCounts() {
        List<String> lines = List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max processes             95000                95000                processes ",
                "Max open files            1024                 524288               files     ");
        assertThat(OpenFiles.limitIn(lines)).isEqualTo(1024);
    }

    @Test
    void noBoundIsTheLargestNumber() {
        assertThat(OpenFiles.limitIn(
                        List.of("Max open files            unlimited            unlimited            files")))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(OpenFiles.limitIn(List.of())).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void connectionsLeaveDescriptorsForFiles() {
        assertThat(Limits.DEFAULT.withinOpenFiles(1000).connections()).isEqualTo(500);
        assertThat(Limits.DEFAULT.withinOpenFiles(1000).connectionsPerAddress()).isEqualTo(500);
        assertThat(Limits.DEFAULT.withinOpenFiles(Integer.MAX_VALUE)).isEqualTo(Limits.DEFAULT);
    }
}
