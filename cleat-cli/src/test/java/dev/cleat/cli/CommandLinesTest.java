package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLinesTest {
    @Test
    void aDriveInQuotationMarksIsStillOneWord() {
        assertThat(CommandLines.quotedForWindows("D:\\")).isEqualTo("\"D:\\\\\"");
        assertThat(CommandLines.quotedForWindows("D:\\a b")).isEqualTo("\"D:\\a b\"");
        assertThat(CommandLines.windows(List.of("serve", "D:\\", "\\\\server\\a b\\")))
                .isEqualTo("serve D:\\ \"\\\\server\\a b\\\\\"");
    }
}
