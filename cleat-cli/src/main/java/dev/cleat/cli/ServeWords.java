package dev.cleat.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a service hands to {@code cleat serve}: checked now, and free of the folder that it was typed in.
 *
 * @param words with every path absolute
 * @param exported the folders
 * @param writes what the server must be able to write to
 * @param state where it keeps its own, if that was said
 */
record ServeWords(
        List<String> words,
        List<Path> exported,
        List<Path> writes,
        @Nullable Path state) {
    ServeWords {
        words = List.copyOf(words);
        exported = List.copyOf(exported);
        writes = List.copyOf(writes);
    }

    /**
     * @throws CommandLine.ParameterException where {@code serve} would refuse them
     */
    static ServeWords of(List<String> typed) {
        Serve serve = new Serve();
        ParseResult parsed = new CommandLine(serve).parseArgs(typed.toArray(String[]::new));
        serve.check();
        List<String> words = new ArrayList<>();
        parsed.matchedOptionsSet().forEach(option -> words.addAll(absolute(option)));
        words.add("--");
        List<Path> exported = new ArrayList<>();
        serve.folders().forEach(export -> words.add(export.toString()));
        serve.exports().forEach(export -> exported.add(export.path()));
        List<Path> writes = new ArrayList<>(parsed.hasMatchedOption("--read-only") ? List.of() : exported);
        if (parsed.hasMatchedOption("--zip-writable")) {
            // A new zip file is made beside the old one.
            exported.stream().filter(Files::isRegularFile).map(Path::getParent).forEach(writes::add);
        }
        Path cache = path(parsed, "--cache");
        if (cache != null) {
            writes.add(cache);
        }
        Path key = path(parsed, "--handle-key");
        if (key != null && key.getParent() != null) {
            writes.add(key.getParent());
        }
        return new ServeWords(words, exported, writes, path(parsed, "--state"));
    }

    private static List<String> absolute(OptionSpec option) {
        if (option.arity().max() == 0) {
            return List.of(option.longestName());
        }
        boolean isPath = option.type() == Path.class;
        return option.originalStringValues().stream()
                .map(value -> option.longestName() + "="
                        + (isPath ? Path.of(value).toAbsolutePath().normalize() : value))
                .toList();
    }

    private static @Nullable Path path(ParseResult parsed, String option) {
        Path path = parsed.matchedOptionValue(option, null);
        return path == null ? null : path.toAbsolutePath().normalize();
    }
}
