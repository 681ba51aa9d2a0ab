package dev.cleat.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Words of a command, written so that a shell reads the same words again. */
final class CommandLines {
    private CommandLines() {}

    static String shown(Platform platform, List<String> words) {
        return platform == Platform.WINDOWS ? windows(words) : posix(words);
    }

    static String posix(List<String> words) {
        return words.stream().map(CommandLines::posix).collect(Collectors.joining(" "));
    }

    /** For cmd.exe; names of files cannot hold a quotation mark there. */
    static String windows(List<String> words) {
        return words.stream()
                .map(word -> word.matches("[^\\s&|<>^()]+") ? word : quotedForWindows(word))
                .collect(Collectors.joining(" "));
    }

    /** Programs take a back-slash before a quotation mark for an escape, unless there are two: {@code "D:\\"}. */
    static String quotedForWindows(String word) {
        int end = word.length();
        while (end > 0 && word.charAt(end - 1) == '\\') {
            end--;
        }
        return '"' + word + word.substring(end) + '"';
    }

    private static String posix(String word) {
        return word.matches("[A-Za-z0-9._+,:=@%/\\[\\]-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
