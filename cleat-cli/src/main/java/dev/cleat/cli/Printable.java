package dev.cleat.cli;

/** Text of others, made fit for a terminal and a log: a name may hold line breaks, and escapes that move the cursor. */
final class Printable {
    private Printable() {}

    /** Control characters, those that turn the direction of writing, and the separators of lines, as {@code \x1b}. */
    static String of(Object text) {
        StringBuilder printable = new StringBuilder();
        text.toString().codePoints().forEach(point -> {
            if (isControl(point)) {
                printable.append("\\x%02x".formatted(point));
            } else {
                printable.appendCodePoint(point);
            }
        });
        return printable.toString();
    }

    private static boolean isControl(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
