package dev.cleat.bench.load;

/**
 * How calls come.
 *
 * @param datagrams over UDP, else over TCP
 * @param depth the calls under way on each connection, 1 to 4,096
 */
public record Shape(boolean datagrams, int connections, int depth) {
    /** Reads {@code 2x16} or {@code udp2x16}. */
    public static Shape parse(String text) {
        boolean datagrams = text.startsWith("udp");
        String[] numbers = (datagrams ? text.substring(3) : text).split("x", -1);
        return new Shape(datagrams, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    @Override
    public String toString() {
        return (datagrams ? "udp" : "") + connections + "x" + depth;
    }
}
