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
                .map(word -> word.matches("[^\\s&|<>^()]+") ? word : '"' + word + '"')
                .collect(Collectors.joining(" "));
    }

    private static String posix(String word) {
        return word.matches("[A-Za-z0-9._+,:=@%/\\[\\]-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
