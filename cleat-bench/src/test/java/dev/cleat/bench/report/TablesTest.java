package dev.cleat.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {
    private final Figures figures = new Figures();

    @Test
    void costBelowTheAimIsBoth() {
        cpu("cleat", 1.4);
        cpu("ganesha", 9);
        assertThat(Tables.of(figures)).contains("| getattr | 1.50 | 3.00 | 1.40 | 9.00 | 6.4 | yes, and the aim |");
    }

    @Test
    void costAboveTheBarSaysByHowMuch() {
        cpu("cleat", 4.5);
        cpu("ganesha", 27);
        assertThat(Tables.of(figures)).contains("**no**: 50 % above |");
    }

    @Test
    void theOrdinaryUsersCostCounts() {
        cpu("cleat", 1);
        cpu("cleat-user", 6);
        assertThat(Tables.of(figures)).contains("**no**: 100 % above |");
    }

    @Test
    void peerThatIsTooNearIsAMiss() {
        cpu("cleat", 2);
        cpu("ganesha", 4);
        assertThat(Tables.of(figures)).contains("**no**: peer × 2.0, not 3 |");
    }

    @Test
    void wrongAnswersAreShown() {
        figures.add(new Figure("cleat", "2x16", "getattr", 1, 0, 1, 1, 1, 1, 0, 1, 1, 0, "GETATTR: garbled (3)"));
        assertThat(Tables.of(figures)).contains("- cleat 2x16 getattr: GETATTR: garbled (3)");
    }

    @Test
    void figuresComeBackFromTheirFile(@TempDir Path folder) throws Exception {
        cpu("cleat", 1.25);
        figures.note("folder", "on ext4: a disk");
        figures.write(folder.resolve("figures.tsv"));
        Figures read = Figures.read(folder.resolve("figures.tsv"));
        assertThat(read.all()).containsExactlyElementsOf(figures.all());
        assertThat(read.notes()).isEqualTo(figures.notes());
    }

    @Test
    void plotHasADotForEachServer() {
        cpu("cleat", 1.4);
        cpu("ganesha", 9);
        // One in the row and one in the legend.
        assertThat(Plot.of(figures).split("<circle", -1)).hasSize(5);
    }

    private void cpu(String server, double micros) {
        figures.add(new Figure(server, "2x16", "getattr", 100, 0, 10, 20, micros, 1, 0, 60, 70, 0, ""));
    }
}
