package dev.cleat.cli;

import java.util.List;

/** The value of an option that takes one of a few words. */
final class Choice {
    private Choice() {}

    /**
     * @throws IllegalArgumentException with a line for the user
     */
    static String of(String option, String value, List<String> choices) {
        if (!choices.contains(value)) {
            throw new IllegalArgumentException(option + " takes " + String.join(", ", choices) + ", not " + value);
        }
        return value;
    }
}
