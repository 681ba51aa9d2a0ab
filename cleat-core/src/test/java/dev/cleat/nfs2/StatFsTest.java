package dev.cleat.nfs2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Space;
import org.junit.jupiter.api.Test;

class StatFsTest {
    @Test
    void smallVolumesAreCountedInBlocksOf4KiB() {
        assertThat(StatFs.Ok.of(space(10 * 4096, 5 * 4096 + 1, 4096))).isEqualTo(new StatFs.Ok(8192, 4096, 10, 5, 1));
    }

    @Test
    void blocksGrowUntilTheirNumberFits() {
        long total = 1L << 50;
        StatFs.Ok answer = StatFs.Ok.of(space(total, total / 2, total / 4));
        assertThat(answer).isEqualTo(new StatFs.Ok(8192, 1 << 20, 1 << 30, 1 << 29, 1 << 28));
    }

    @Test
    void theLargestVolumesDoNotWrap() {
        StatFs.Ok answer = StatFs.Ok.of(space(-1, Long.MAX_VALUE, Long.MAX_VALUE));
        assertThat(answer)
                .isEqualTo(new StatFs.Ok(8192, 1 << 30, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    private static Space space(long total, long free, long available) {
        return new Space(total, free, available, 0, 0, 0);
    }
}
