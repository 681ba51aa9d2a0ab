package dev.cleat.bench;

import dev.cleat.bench.server.Checkout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was asked for on the command line. For one thread. */
final class Options {
    private static final String NONE = "";

    Set<Section> sections = EnumSet.allOf(Section.class);
    List<String> rows = List.of();
    List<String> servers = List.of();
    List<Peer> peers = new ArrayList<>();
    Duration warm = Duration.ofSeconds(2);
    Duration measured = Duration.ofSeconds(3);
    Path results = Checkout.module().resolve("results");
    Optional<Path> folder = Optional.empty();
    Path adopted = Path.of("");
    String flame = NONE;
    Verb verb = Verb.COMPARE;

    /** What is to be done. */
    enum Verb {
        COMPARE,
        ADOPT,
        FLAME,
        RENDER
    }

    /** Throws IllegalArgumentException with the words for the user. */
    static Options parse(String[] arguments) {
        Options options = new Options();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--render" -> options.verb = Verb.RENDER;
                default -> {
                    if (i + 1 == arguments.length) {
                        throw new IllegalArgumentException("no such option, or its value is missing: " + arguments[i]);
                    }
                    options.accept(arguments[i], arguments[++i]);
                }
            }
        }
        return options;
    }

    private void accept(String name, String value) {
        switch (name) {
            case "--only" -> sections = sections(value);
            case "--rows" -> rows = list(value);
            case "--servers" -> servers = list(value);
            case "--peer" -> peers.add(Peer.parse(value));
            case "--warm" -> warm = seconds(value);
            case "--seconds" -> measured = seconds(value);
            case "--results" -> results = Path.of(value).toAbsolutePath();
            case "--folder" -> folder = Optional.of(Path.of(value).toAbsolutePath());
            case "--adopt" -> {
                verb = Verb.ADOPT;
                adopted = Path.of(value);
            }
            case "--flame" -> {
                verb = Verb.FLAME;
                flame = value;
            }
            default -> throw new IllegalArgumentException("no such option: " + name);
        }
    }

    private static Set<Section> sections(String names) {
        Set<Section> sections = EnumSet.noneOf(Section.class);
        list(names).forEach(name -> sections.add(Section.named(name)));
        return sections;
    }

    private static List<String> list(String text) {
        return Arrays.asList(text.split(",", -1));
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }

    boolean wantsServer(String name) {
        return servers.isEmpty() || servers.contains(name);
    }

    boolean wantsRow(String workload) {
        return rows.isEmpty() || rows.contains(workload);
    }
}
