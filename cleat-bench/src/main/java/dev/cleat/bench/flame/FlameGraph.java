package dev.cleat.bench.flame;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stacks as a picture: each method a box as wide as its share of the samples, upon the one that called it. A browser shows
 * name and share where the pointer is.
 */
final class FlameGraph {
    private static final double WIDTH = 1600;
    private static final int LINE = 17;
    private static final int HEAD = 30;
    private static final double LEAST = 0.4;
    private static final double LETTER = 6.4;

    private final Node root = new Node();
    private final StringBuilder out = new StringBuilder();

    /** A method in its place; children by name. */
    private static final class Node {
        private final Map<String, Node> children = new TreeMap<>();
        private long samples;

        int depth() {
            return 1 + children.values().stream().mapToInt(Node::depth).max().orElse(0);
        }
    }

    private FlameGraph(Map<String, Long> stacks) {
        stacks.forEach(this::add);
    }

    /** The whole document (SVG 1.1). */
    static String of(String title, Map<String, Long> stacks) {
        return new FlameGraph(stacks).draw(title);
    }

    private void add(String stack, long samples) {
        Node node = root;
        node.samples += samples;
        for (String frame : stack.split(";", -1)) {
            node = node.children.computeIfAbsent(frame, name -> new Node());
            node.samples += samples;
        }
    }

    private String draw(String title) {
        int height = HEAD + root.depth() * LINE + 10;
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %d\" font-family=\"monospace\" font-size=\"11\">%n",
                WIDTH,
                height));
        out.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        out.append(String.format("<text x=\"8\" y=\"20\">%s: %d samples</text>%n", escaped(title), root.samples));
        children(root, 0, height - LINE - 5);
        return out.append("</svg>\n").toString();
    }

    private void children(Node node, double left, int y) {
        double x = left;
        for (Map.Entry<String, Node> child : node.children.entrySet()) {
            double width = WIDTH * child.getValue().samples / root.samples;
            if (width >= LEAST) {
                box(child.getKey(), child.getValue(), x, y, width);
                children(child.getValue(), x, y - LINE);
            }
            x += width;
        }
    }

    private void box(String name, Node node, double x, int y, double width) {
        out.append(String.format(
                Locale.ROOT,
                "<g><title>%s: %.1f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                escaped(name),
                100.0 * node.samples / root.samples,
                x,
                y,
                Math.max(0.3, width - 0.5),
                LINE - 1,
                colour(name)));
        int letters = (int) (width / LETTER) - 1;
        if (letters > 2) {
            String brief = brief(name);
            String shown = brief.length() > letters ? brief.substring(0, letters) : brief;
            out.append(
                    String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 3, y + 12, escaped(shown)));
        }
        out.append("</g>\n");
    }

    /** Ours stand out from the JDK's. */
    private static String colour(String name) {
        if (name.startsWith("dev.cleat.linux")) {
            return "#8fc7a5";
        }
        if (name.startsWith("dev.cleat")) {
            return "#f2b36b";
        }
        return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.") ? "#d3d9e3" : "#e8c9c4";
    }

    /** Class and method, without the package. */
    private static String brief(String name) {
        int method = name.lastIndexOf('.');
        int type = name.lastIndexOf('.', method - 1);
        return name.substring(type + 1);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
