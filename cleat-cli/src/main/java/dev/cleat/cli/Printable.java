package dev.cleat.cli;

/** Text of others, made fit for a terminal and a log: a name may hold line breaks, and escapes that move the cursor. */
final class Printable {
    private Printable() {}

    /** Control characters, and those that turn the direction of writing, as {@code \x1b}. */
    static String of(Object text) {
        StringBuilder printable = new StringBuilder();
        text.toString().codePoints().forEach(point -> {
            if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                printable.append("\\x%02x".formatted(point));
            } else {
                printable.appendCodePoint(point);
            }
        });
        return printable.toString();
    }
}
