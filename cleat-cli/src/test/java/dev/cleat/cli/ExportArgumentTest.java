package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportArgumentTest {
    private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows().toBuilder()
            .setRoots("C:\\", "D:\\")
            .setWorkingDirectory("C:\\work")
            .build());

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(windows.getPath("C:\\Users\\Foo"));
        Files.createFile(windows.getPath("C:\\file"));
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\Users, Users, C:\\Users",
        "c:/users/foo, Foo, C:\\Users\\Foo",
        "home=C:\\Users\\foo, home, C:\\Users\\Foo",
        "C:\\, c, C:\\",
        "D:, d, D:\\",
        "all=D:/, all, D:\\"
    })
    void aFolderOfWindowsHasItsOwnName(String text, String name, String path) {
        ExportArgument parsed = ExportArgument.parse(text, windows);
        assertThat(parsed).isEqualTo(new ExportArgument(name, windows.getPath(path)));
        assertThat(ExportArgument.parse(parsed.toString(), windows)).isEqualTo(parsed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:\\nothing", "C:\\file", "E:\\", "x=E:\\", "a|b", "x=a|b"})
    void whatIsNoFolderIsRefusedInWords(String text) {
        assertThatThrownBy(() -> ExportArgument.parse(text, windows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("folder: ");
    }

    @Test
    void drivesAreCalledByTheirLetters() {
        assertThat(ExportArgument.drives(windows))
                .extracting(ExportArgument::name)
                .containsExactly("c", "d");
        assertThat(ExportArgument.drives(Jimfs.newFileSystem(Configuration.unix())))
                .isEmpty();
    }
}
