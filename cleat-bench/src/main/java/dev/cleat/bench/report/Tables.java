package dev.cleat.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Figures as Markdown. */
public final class Tables {
    private static final String STANDARD = "2x16";
    private static final String CLEAT = "cleat";
    private static final String PEER = "ganesha";
    private static final String MACHINE = "machine";

    private final Figures figures;
    private final StringBuilder out = new StringBuilder();

    private Tables(Figures figures) {
        this.figures = figures;
    }

    /** All tables. */
    public static String of(Figures figures) {
        Tables tables = new Tables(figures);
        tables.out.append("# The latest figures\n\n");
        figures.notes()
                .forEach((what, text) -> tables.out
                        .append("- ")
                        .append(what)
                        .append(": ")
                        .append(text)
                        .append('\n'));
        tables.machine();
        tables.costs();
        for (String shape : figures.all().stream().map(Figure::shape).distinct().toList()) {
            if (!shape.equals("memory") && !shape.equals("kernel")) {
                tables.shape(shape);
            }
        }
        tables.memory();
        tables.kernel();
        tables.problems();
        return tables.out.toString();
    }

    private void machine() {
        double pingPong = pingPong();
        if (pingPong > 0) {
            double loopback = figures.find(MACHINE, "1x1", "loopback")
                    .map(Figure::megabytes)
                    .orElse(0.0);
            out.append(String.format(
                    Locale.ROOT,
                    "- the machine's own round trip: %.1f µs; its loopback: %.0f MB/s%n",
                    pingPong,
                    loopback));
        }
    }

    private double pingPong() {
        return figures.find(MACHINE, "1x1", "ping-pong").map(Figure::p50).orElse(0.0);
    }

    /** Of a call that is answered by a program that does nothing, by the same generator; else the machine's bare one. */
    private double roundTrip() {
        return figures.find("nothing", "1x1", "null").map(Figure::p50).orElse(pingPong());
    }

    /** The server's CPU at the standard shape, beside what it may be. */
    private void costs() {
        List<String> servers = figures.servers(STANDARD).stream()
                .filter(name -> !name.equals("nothing"))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (String workload : figures.workloads(STANDARD)) {
            Bar.of(workload).ifPresent(bar -> rows.add(cost(workload, bar, servers)));
        }
        if (!rows.isEmpty()) {
            out.append(
                    "\n## CPU of the server\n\nMicroseconds for each call (for each entry where folders are listed), ");
            out.append("two connections with sixteen calls under way on each.\n\n");
            List<String> head = new ArrayList<>(List.of("row", "aim", "bar"));
            head.addAll(servers);
            head.addAll(List.of("ganesha ÷ cleat", "bar met"));
            table(head, rows);
        }
    }

    private List<String> cost(String workload, Bar bar, List<String> servers) {
        List<String> row = new ArrayList<>(List.of(workload, number(bar.aim()), number(bar.limit())));
        for (String server : servers) {
            row.add(figures.find(server, STANDARD, workload)
                    .map(Figure::cpu)
                    .map(Tables::number)
                    .orElse(""));
        }
        Optional<Double> cleat = figures.find(CLEAT, STANDARD, workload).map(Figure::cpu);
        Optional<Double> peer = figures.find(PEER, STANDARD, workload).map(Figure::cpu);
        double ratio = peer.orElse(0.0) / cleat.orElse(Double.POSITIVE_INFINITY);
        row.add(ratio > 0 ? String.format(Locale.ROOT, "%.1f", ratio) : "");
        row.add(cleat.map(cpu -> verdict(workload, bar, cpu, ratio)).orElse(""));
        return row;
    }

    /** The ordinary user's figure counts as well. */
    private String verdict(String workload, Bar bar, double cpu, double ratio) {
        double worst = Math.max(
                cpu,
                figures.find("cleat-user", STANDARD, workload).map(Figure::cpu).orElse(0.0));
        List<String> misses = new ArrayList<>();
        if (worst > bar.limit()) {
            misses.add(String.format(Locale.ROOT, "%.0f %% above", 100 * (worst / bar.limit() - 1)));
        }
        if (ratio > 0 && ratio < bar.peer()) {
            misses.add(String.format(Locale.ROOT, "peer × %.1f, not %.0f", ratio, bar.peer()));
        }
        if (!misses.isEmpty()) {
            return "**no**: " + String.join(", ", misses);
        }
        return worst <= bar.aim() ? "yes, and the aim" : "yes";
    }

    /** Everything of a shape: rates, data, how long calls took. */
    private void shape(String shape) {
        List<List<String>> rows = new ArrayList<>();
        for (String workload : figures.workloads(shape)) {
            for (String server : figures.servers(shape)) {
                figures.find(server, shape, workload)
                        .filter(figure -> figure.rate() > 0)
                        .ifPresent(figure -> rows.add(row(figure)));
            }
        }
        if (!rows.isEmpty()) {
            out.append("\n## ").append(shape).append("\n\n");
            if (shape.equals("1x1")) {
                out.append(String.format(
                        Locale.ROOT,
                        "The round trip to compare with is a call that a program answers which does nothing, %.1f µs here: the bare one "
                                + "of 128 bytes is as short as it is because its two ends may share a processor.%n%n",
                        roundTrip()));
            }
            List<String> head = List.of(
                    "row",
                    "server",
                    "per second",
                    "MB/s",
                    "÷ loopback",
                    "p50 µs",
                    "÷ round trip",
                    "p99 µs",
                    "CPU µs",
                    "client's",
                    "others",
                    "sent again");
            table(head, rows);
        }
    }

    private List<String> row(Figure figure) {
        double loopback =
                figures.find(MACHINE, "1x1", "loopback").map(Figure::megabytes).orElse(0.0);
        boolean data = figure.megabytes() > 0 && loopback > 0;
        boolean single = figure.shape().equals("1x1") && roundTrip() > 0;
        return List.of(
                figure.workload(),
                figure.server(),
                String.format(Locale.ROOT, "%,.0f", figure.rate()),
                figure.megabytes() > 0 ? String.format(Locale.ROOT, "%,.0f", figure.megabytes()) : "",
                data ? String.format(Locale.ROOT, "%.2f", figure.megabytes() / loopback) : "",
                number(figure.p50()),
                single ? String.format(Locale.ROOT, "%.2f", figure.p50() / roundTrip()) : "",
                number(figure.p99()),
                number(figure.cpu()),
                number(figure.clientCpu()),
                String.format(Locale.ROOT, "%.0f %%", 100 * figure.otherShare()),
                figure.reminders() > 0 ? Long.toString(figure.reminders()) : "");
    }

    private void memory() {
        grid("memory", "Memory", "Resident, in MiB.", figure -> String.format(Locale.ROOT, "%.1f", figure.resident()));
    }

    private void kernel() {
        grid(
                "kernel",
                "What a user of Linux feels",
                "Linux's own client in a guest of the lab: seconds; behind them CPU seconds of the server.",
                figure -> String.format(Locale.ROOT, "%.2f; %.2f", figure.p50() / 1e6, figure.cpu() / 1e6));
    }

    /** A line for each workload, a column for each server. */
    private void grid(String shape, String title, String words, java.util.function.Function<Figure, String> cell) {
        List<String> servers = figures.servers(shape);
        if (servers.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (String workload : figures.workloads(shape)) {
            List<String> row = new ArrayList<>(List.of(workload));
            servers.forEach(server ->
                    row.add(figures.find(server, shape, workload).map(cell).orElse("")));
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(servers);
        out.append("\n## ").append(title).append("\n\n").append(words).append("\n\n");
        table(head, rows);
    }

    private void problems() {
        List<Figure> wrong = figures.all().stream()
                .filter(figure -> !figure.problems().isEmpty())
                .toList();
        out.append("\n## Wrong answers\n\n");
        if (wrong.isEmpty()) {
            out.append("None: every answer was decoded to its end and held against the files.\n");
        }
        for (Figure figure : wrong) {
            out.append("- ")
                    .append(figure.key().replace('\t', ' '))
                    .append(": ")
                    .append(figure.problems())
                    .append('\n');
        }
    }

    private void table(List<String> head, List<List<String>> rows) {
        line(head);
        line(head.stream().map(cell -> head.indexOf(cell) == 0 ? "---" : "---:").toList());
        rows.forEach(this::line);
    }

    private void line(List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Three digits that matter. */
    static String number(double value) {
        int decimals = value == 0 || value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
