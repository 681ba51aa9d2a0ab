package dev.cleat.vfs.decorate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Name;
import dev.cleat.vfs.VfsException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsNamesTest {
    private static final int CASES = 20_000;

    /** What random names are made of: all that is special, and a little that is not. */
    private static final String[] PIECES = {
        "con",
        "NUL",
        "aux",
        "com1",
        "lpt²",
        ".",
        " ",
        ":",
        "\\",
        "*",
        "a",
        "ü",
        "尺",
        "\uD83D\uDEA2",
        "\uF03A",
        "\uF000",
        "\u0001",
        "\n"
    };

    private final WindowsNames names = new WindowsNames();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "größe 尺寸",
                "\uD83D\uDEA2",
                "a.b.c",
                ".hidden",
                " leading",
                "console",
                "con-",
                "com",
                "com10",
                "nul1",
                "a~1",
                "\uE000",
                "\uF100"
            })
    void ordinaryNamesStayAsTheyAre(String name) throws VfsException {
        assertThat(host(name)).isEqualTo(name);
        assertThat(names.toClient(Name.of(name))).isEqualTo(Name.of(name));
        assertThat(names.isHostName(Name.of(name))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a:stream,a\uF03Astream",
                "a\\b,a\uF05Cb",
                "<>|?*,\uF03C\uF03E\uF07C\uF03F\uF02A",
                "'\"',\uF022",
                "dot.,dot\uF02E",
                "dots...,dots..\uF02E",
                "'blank ','blank\uF020'",
                "C:,C\uF03A",
                "\\\\?\\C:,\uF05C\uF05C\uF03F\uF05CC\uF03A",
                "con,\uF063on",
                "CON,\uF043ON",
                "NUL.txt,\uF04EUL.txt",
                "aux.tar.gz,\uF061ux.tar.gz",
                "com1,\uF063om1",
                "lpt9.x,\uF06Cpt9.x",
                "com¹,\uF063om¹",
                "con .txt,\uF063on .txt",
                "CONIN$,\uF043ONIN$"
            })
    void whatWindowsForbidsIsEscaped(String name, String host) throws VfsException {
        assertThat(host(name)).isEqualTo(host);
        assertThat(names.toClient(Name.of(host))).isEqualTo(Name.of(name));
        assertThat(names.isHostName(Name.of(name))).isFalse();
    }

    @Test
    void controlCharactersAreEscaped() throws VfsException {
        assertThat(host("a\tb\n")).isEqualTo("a\uF009b\uF00A");
    }

    @Test
    void whatLooksLikeAnEscapeIsEscapedByteByByte() throws VfsException {
        assertThat(host("a\uF03Ab")).isEqualTo("a\uF0EF\uF080\uF0BAb");
        assertReturns(Name.of("a\uF03Ab"));
    }

    @Test
    void bytesThatAreNotTextAreEscaped() throws VfsException {
        Name name = Name.of(new byte[] {'a', (byte) 0xff, (byte) 0xc3, 'b', (byte) 0xed, (byte) 0xa0, (byte) 0x80});
        assertThat(names.toHost(name)).isEqualTo(Name.of("a\uF0FF\uF0C3b\uF0ED\uF0A0\uF080"));
        assertReturns(name);
    }

    @Test
    void namesAreMeasuredInUnitsOfUtf16() throws VfsException {
        assertThat(host("尺".repeat(255))).hasSize(255);
        assertTooLong("x".repeat(256));
        assertTooLong("\uD83D\uDEA2".repeat(128));
        assertTooLong("\uF03A".repeat(86));
    }

    private void assertTooLong(String name) {
        assertThatThrownBy(() -> names.toHost(Name.of(name))).hasMessage("NAMETOOLONG");
    }

    @Test
    void everyNameComesBackAndNoTwoBecomeOne() throws VfsException {
        Random random = new Random(1);
        Map<Name, Name> hosts = new HashMap<>();
        for (int i = 0; i < CASES; i++) {
            Name name = i % 2 == 0 ? pieces(random) : bytes(random);
            Name host = assertReturns(name);
            assertThat(names.isHostName(host)).as(host.toString()).isTrue();
            Name other = hosts.putIfAbsent(host, name);
            assertThat(other == null || other.equals(name)).isTrue();
        }
    }

    private static Name pieces(Random random) {
        StringBuilder text = new StringBuilder("x".repeat(random.nextInt(2)));
        for (int n = random.nextInt(5); n >= 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        String name = text.toString();
        return Name.of(name.equals(".") || name.equals("..") ? "dots" : name);
    }

    private static Name bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(6)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 0 || bytes[i] == '/' ? (byte) 0xef : bytes[i];
        }
        Name name = Name.of(bytes);
        return name.isDots() ? Name.of("dots") : name;
    }

    private Name assertReturns(Name name) throws VfsException {
        Name host = names.toHost(name);
        assertThat(names.toClient(host)).isEqualTo(name);
        return host;
    }

    private String host(String name) throws VfsException {
        return names.toHost(Name.of(name)).toString();
    }
}
