package dev.cleat.export.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Name;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPathTest {
    private static List<Name> names(String path) {
        return path.isEmpty()
                ? List.of()
                : Arrays.stream(path.split(",")).map(Name::of).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/data, 'srv,data', false",
        "srv//./data/, 'srv,data', false",
        "/, '', false",
        "/srv/a\\b, 'srv,a\\b', false",
        "C:/users/foo, 'c,users,foo', true",
        "c:\\Users\\Foo, 'c,Users,Foo', true",
        "/C:/Users\\Foo/, 'c,Users,Foo', true",
        "C:, c, true",
        "C:\\, c, true",
        "/c/users/foo, 'c,users,foo', false",
        "\\\\server\\share\\x, 'server,share,x', true",
        "C:/users/../Windows, 'c,users,..,Windows', true",
        "C:users, 'C:users', false",
        "/srv/c:/x, 'srv,c:,x', false"
    })
    void aPathIsItsComponents(String path, String components, boolean windows) {
        assertThat(HostPath.of(path)).isEqualTo(new HostPath(names(components), windows));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c:/users/foo/below", "C:\\USERS\\FOO", "/c/users/foo", "/C/Users/Foo/x"})
    void aFolderIsFoundByEveryWayToWriteIt(String path) {
        HostPath folder = HostPath.of("C:\\Users\\Foo");
        assertThat(folder.isAbove(HostPath.of(path).components(), true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C:/users", "C:/users/foox", "D:/users/foo", "/users/foo", "C:/users./foo", "C:/users/fo"})
    void nothingElseIsBelow(String path) {
        HostPath folder = HostPath.of("C:\\Users\\Foo");
        assertThat(folder.isAbove(HostPath.of(path).components(), true)).isFalse();
    }

    @Test
    void caseCountsWhereTheHostSaysSoButForDrives() {
        HostPath folder = HostPath.of("C:\\Users");
        assertThat(folder.isAbove(HostPath.of("c:/Users").components(), false)).isTrue();
        assertThat(folder.isAbove(HostPath.of("c:/users").components(), false)).isFalse();
        assertThat(HostPath.of("/C/x").isAbove(HostPath.of("/c/x").components(), false))
                .isFalse();
    }

    @Test
    void whatIsNotTextIsComparedByItsBytes() {
        Name odd = Name.of(new byte[] {'/', (byte) 0xE4, '/', 'x'});
        HostPath path = HostPath.of(odd);
        assertThat(path.components().getFirst()).isEqualTo(Name.of(new byte[] {(byte) 0xE4}));
        assertThat(path.isAbove(path.components(), true)).isTrue();
        assertThat(HostPath.of(Name.of(new byte[] {'/', (byte) 0xC4, '/', 'x'})).isAbove(path.components(), true))
                .isFalse();
    }

    @Test
    void noPathIsAboveNothing() {
        assertThat(HostPath.NONE.isAbove(List.of(), true)).isFalse();
        assertThat(HostPath.of("/").isAbove(names("srv"), true)).isFalse();
    }
}
