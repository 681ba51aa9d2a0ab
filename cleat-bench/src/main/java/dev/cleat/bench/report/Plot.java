package dev.cleat.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The server's CPU for each call as a picture (SVG 1.1): a line for each row, a dot for each server, on an axis where each
 * step is ten times the one before. Left is better. The grey bar is what the row may cost, its darker part what it should.
 */
public final class Plot {
    private static final String SHAPE = "2x16";
    private static final int LEFT = 130;
    private static final int WIDTH = 620;
    private static final int TOP = 64;
    private static final int LINE = 24;
    private static final String BAR = "#e4e4e4";
    private static final String AIM = "#cfcfcf";
    private static final double LEAST = 0.05;
    private static final double MOST = 2000;
    private static final List<String> FIRST = List.of("cleat", "cleat-user", "cleat-sync", "ganesha");
    private static final List<String> COLOURS =
            List.of("#0b6e99", "#5fb3ce", "#2f9e6e", "#c8553d", "#d9a441", "#7a5c99", "#555555");

    private final Figures figures;
    private final List<String> servers;
    private final List<String> rows;
    private final StringBuilder out = new StringBuilder();

    private Plot(Figures figures) {
        this.figures = figures;
        List<String> measured = figures.servers(SHAPE);
        servers = Stream.concat(FIRST.stream().filter(measured::contains), measured.stream())
                .filter(server -> !server.equals("nothing"))
                .distinct()
                .toList();
        rows = figures.workloads(SHAPE).stream()
                .filter(row -> Bar.of(row).isPresent())
                .toList();
    }

    /** The whole document. */
    public static String of(Figures figures) {
        return new Plot(figures).draw();
    }

    private String draw() {
        int height = TOP + rows.size() * LINE + 34;
        out.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                LEFT + WIDTH + 30, height));
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(LEFT, 20, "start", "CPU of the server, µs for each call or entry; left is better");
        legend();
        axis();
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), TOP + i * LINE + LINE / 2);
        }
        return out.append("</svg>\n").toString();
    }

    private void legend() {
        int x = LEFT;
        for (String server : servers) {
            dot(x + 5, 37, server);
            text(x + 15, 41, "start", server);
            x += 90;
        }
        box(x, 31, 12, BAR);
        text(x + 18, 41, "start", "within the bar");
        box(x + 108, 31, 12, AIM);
        text(x + 126, 41, "start", "the aim");
    }

    private void axis() {
        int bottom = TOP + rows.size() * LINE;
        for (double value = 0.1; value <= 1000; value *= 10) {
            out.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\" stroke=\"#cccccc\"/>%n",
                    x(value),
                    TOP,
                    bottom));
            text((int) x(value), bottom + 16, "middle", value < 1 ? "0.1" : String.format("%.0f", value));
        }
    }

    private void row(String row, int y) {
        text(LEFT - 8, y + 4, "end", row);
        Bar.of(row).ifPresent(bar -> {
            box(LEFT, y - 6, x(bar.limit()) - LEFT, BAR);
            box(LEFT, y - 6, x(bar.aim()) - LEFT, AIM);
        });
        for (String server : servers) {
            figures.find(server, SHAPE, row)
                    .filter(figure -> figure.cpu() > 0)
                    .ifPresent(figure -> dot(x(figure.cpu()), y, server));
        }
    }

    private void box(int x, int y, double width, String colour) {
        out.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"12\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                colour));
    }

    private void dot(double x, int y, String server) {
        // Ours have the colours that they have in every picture.
        int known = FIRST.indexOf(server);
        List<String> others =
                servers.stream().filter(name -> !FIRST.contains(name)).toList();
        int place = known >= 0 ? known : FIRST.size() + others.indexOf(server);
        String colour = COLOURS.get(place % COLOURS.size());
        out.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%d\" r=\"5\" fill=\"%s\"/>%n", x, y, colour));
    }

    private void text(int x, int y, String anchor, String words) {
        out.append(String.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"#222222\">%s</text>%n", x, y, anchor, words));
    }

    private static double x(double value) {
        double within = Math.max(LEAST, Math.min(MOST, value));
        return LEFT + WIDTH * Math.log(within / LEAST) / Math.log(MOST / LEAST);
    }
}
