package dev.cleat.cli;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** The program's log, for people or for the journal: a line each on standard error, which nobody outside can forge. */
final class Logging {
    static final List<String> LEVELS = List.of("error", "warning", "info", "debug");

    private static final Lasting CLEAT = new Lasting();

    static {
        LogManager.getLogManager().addLogger(CLEAT);
    }

    private Logging() {}

    /** Keeps its handler when the JVM takes away all, which it does as soon as it is told to end: the end is logged, too. */
    private static final class Lasting extends Logger {
        private volatile Handler handler = new ConsoleHandler();

        Lasting() {
            super("dev.cleat", null);
        }

        @Override
        public Handler[] getHandlers() {
            return new Handler[] {handler};
        }
    }

    /**
     * @param name one of {@link #LEVELS}
     */
    static void level(String name) {
        Level level = switch (name) {
            case "error" -> Level.SEVERE;
            case "warning" -> Level.WARNING;
            case "debug" -> Level.FINE;
            default -> Level.INFO;
        };
        LogManager.getLogManager().reset();
        ConsoleHandler handler = new ConsoleHandler();
        handler.setFormatter(Journal.readsUs() ? new JournalLine() : new Line());
        handler.setLevel(level);
        CLEAT.setLevel(level);
        CLEAT.handler = handler;
    }

    /** For people. */
    static final class Line extends Formatter {
        @Override
        public String format(LogRecord entry) {
            String gravity = "";
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                gravity = entry.getLevel().equals(Level.SEVERE) ? "error: " : "warning: ";
            }
            return "cleat: " + gravity + text(this, entry);
        }
    }

    /** For the journal, to which each line of a stack is an entry. */
    static final class JournalLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            return text(this, entry)
                    .lines()
                    .map(line -> Journal.prefix(entry.getLevel()) + line + System.lineSeparator())
                    .collect(Collectors.joining());
        }
    }

    private static String text(Formatter formatter, LogRecord entry) {
        StringBuilder text = new StringBuilder(Printable.of(formatter.formatMessage(entry)));
        for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
            text.append(System.lineSeparator()).append("    ").append(Printable.of(cause));
            for (StackTraceElement frame : cause.getStackTrace()) {
                text.append(System.lineSeparator()).append("        at ").append(frame);
            }
        }
        return text.append(System.lineSeparator()).toString();
    }
}
