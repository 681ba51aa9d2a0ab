package dev.cleat.bench;

import dev.cleat.bench.report.Figure;
import java.util.Locale;

/** What is said while it runs. */
final class Console {
    void say(String text) {
        System.out.println("bench: " + text);
    }

    void section(Section section) {
        System.out.printf(
                "%n%-12s %-15s %-8s %12s %9s %9s %9s %9s %9s %6s%n",
                section.name().toLowerCase(Locale.ROOT),
                "row",
                "shape",
                "per second",
                "MB/s",
                "p50 us",
                "p99 us",
                "cpu us",
                "client us",
                "other");
    }

    void figure(Figure figure) {
        System.out.printf(
                Locale.ROOT,
                "%-12s %-15s %-8s %12.0f %9.1f %9.1f %9.1f %9.2f %9.2f %5.0f%% %s%n",
                figure.server(),
                figure.workload(),
                figure.shape(),
                figure.rate(),
                figure.megabytes(),
                figure.p50(),
                figure.p99(),
                figure.cpu(),
                figure.clientCpu(),
                100 * figure.otherShare(),
                figure.problems());
    }
}
