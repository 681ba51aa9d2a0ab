package dev.cleat.cli;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The program's log: a line each on standard error, which nobody outside can forge. */
final class Logging {
    static final List<String> LEVELS = List.of("error", "warning", "info", "debug");

    private Logging() {}

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
        handler.setFormatter(new Line());
        handler.setLevel(level);
        Logger cleat = Logger.getLogger("dev.cleat");
        cleat.setLevel(level);
        cleat.addHandler(handler);
    }

    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord entry) {
            StringBuilder line = new StringBuilder("cleat: ");
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                line.append(entry.getLevel().equals(Level.SEVERE) ? "error: " : "warning: ");
            }
            line.append(Printable.of(formatMessage(entry)));
            for (Throwable cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
                line.append(System.lineSeparator()).append("    ").append(Printable.of(cause));
                for (StackTraceElement frame : cause.getStackTrace()) {
                    line.append(System.lineSeparator()).append("        at ").append(frame);
                }
            }
            return line.append(System.lineSeparator()).toString();
        }
    }
}
