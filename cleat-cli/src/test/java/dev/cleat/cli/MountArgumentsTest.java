package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountArgumentsTest {
    private static MountArguments arguments(String what, boolean readOnly, String... options) {
        return new MountArguments(
                RemoteFolder.parse(what), OptionalInt.of(2049), OptionalInt.of(635), readOnly, List.of(options));
    }

    @Test
    void linuxIsToldPortsAndToKeepLocks() {
        assertThat(arguments("nas:/photos", false).linux("/mnt"))
                .containsExactly(
                        "mount",
                        "-t",
                        "nfs",
                        "-o",
                        "vers=3,proto=tcp,port=2049,mountport=635,mountproto=tcp,nolock",
                        "nas:/photos",
                        "/mnt");
    }

    @Test
    void macosKeepsLocksByAnotherName() {
        assertThat(arguments("nas:/photos", true, "soft").macos("/Volumes/p"))
                .containsExactly(
                        "mount_nfs",
                        "-o",
                        "vers=3,tcp,port=2049,mountport=635,locallocks,ro,soft",
                        "nas:/photos",
                        "/Volumes/p");
    }

    @Test
    void windowsIsToldNoPorts() {
        assertThat(arguments("nas:/photos", false, "mtype=hard").windows("Z:"))
                .containsExactly("mount.exe", "-o", "anon,nolock,mtype=hard", "\\\\nas\\photos", "Z:");
    }

    @ParameterizedTest
    @CsvSource({
        "nas:/photos/2024, \\\\nas\\photos\\2024",
        "nas:/, \\\\nas\\!",
        "[fe80::1%3]:/photos, \\\\fe80--1s3.ipv6-literal.net\\photos"
    })
    void windowsWritesSharesItsOwnWay(String what, String share) {
        assertThat(RemoteFolder.parse(what).share()).isEqualTo(share);
    }

    @Test
    void addressesWithColonsKeepTheirBrackets() {
        RemoteFolder folder = RemoteFolder.parse("[::1]:/a:b");
        assertThat(folder).isEqualTo(new RemoteFolder("::1", "/a:b")).hasToString("[::1]:/a:b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nas", "/photos", "nas:photos", ":/photos", "::1:/photos", "-nas:/photos", "[]:/x", "Z:\\x"})
    void whatIsNoRemoteFolderIsWrong(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteFolder.parse(text))
                .withMessageContaining("HOST:/name");
    }

    @Test
    void shellsReadTheSameWordsAgain() {
        assertThat(CommandLines.shown(Platform.LINUX, List.of("a-b=c,d", "it's", "", "$x")))
                .isEqualTo("a-b=c,d 'it'\\''s' '' '$x'");
        assertThat(CommandLines.shown(Platform.WINDOWS, List.of("\\\\nas\\my photos", "Z:", "a&b")))
                .isEqualTo("\"\\\\nas\\my photos\" Z: \"a&b\"");
    }

    @Test
    void serverPrintsTheSameLines() {
        MountCommands commands = new MountCommands("::1", 2049, 635, OptionalInt.of(111));
        assertThat(commands.linux("my photos"))
                .isEqualTo("sudo mount -t nfs -o vers=3,proto=tcp,port=2049,mountport=635,mountproto=tcp,nolock "
                        + "'[::1]:/my photos' /mnt");
        assertThat(commands.windows("p")).isEqualTo("mount.exe -o anon,nolock \\\\--1.ipv6-literal.net\\p Z:");
    }

    @Test
    void withoutPort111WindowsHasNoLine() {
        assertThat(new MountCommands("nas", 2049, 635, OptionalInt.of(1111)).windows("p"))
                .startsWith("(needs the portmapper on port 111");
    }
}
