package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What embedders see changes only on purpose: the committed text changes with it. */
class PublicApiTest {
    private static final Path COMMITTED = Path.of("..", "docs", "api");

    static List<ModuleReference> libraries() {
        return Modules.all().stream()
                .filter(module -> !module.descriptor().name().equals("dev.cleat.cli"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void publicApiIsTheCommittedOne(ModuleReference module) throws IOException, ClassNotFoundException {
        Path file = COMMITTED.resolve(module.descriptor().name() + ".txt");
        List<String> actual = PublicApi.of(module);
        if (Boolean.getBoolean("api.update")) {
            Files.createDirectories(COMMITTED);
            Files.write(file, actual);
        }
        List<String> committed = Files.exists(file) ? Files.readAllLines(file) : List.of();
        assertThat(difference(committed, actual))
                .as("the public API; if it is meant to change, run bin/update-api and commit docs/api")
                .isEmpty();
    }

    private static List<String> difference(List<String> committed, List<String> actual) {
        Set<String> before = withTheirTypes(committed);
        Set<String> after = withTheirTypes(actual);
        return Stream.concat(
                        before.stream().filter(line -> !after.contains(line)).map(line -> "gone: " + line),
                        after.stream().filter(line -> !before.contains(line)).map(line -> "new: " + line))
                .toList();
    }

    private static Set<String> withTheirTypes(List<String> lines) {
        Set<String> qualified = new LinkedHashSet<>();
        String type = "";
        for (String line : lines) {
            boolean member = line.startsWith(" ");
            type = member ? type : line.replaceFirst(" (implements|extends|permits) .*", "");
            qualified.add(member ? type + " { " + line.strip() + " }" : line);
        }
        return qualified;
    }
}
