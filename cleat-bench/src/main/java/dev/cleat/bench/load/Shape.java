package dev.cleat.bench.load;

/**
 * How calls come.
 *
 * @param datagrams over UDP, else over TCP
 * @param connections beyond a hundred, only for calls whose answers are small
 * @param depth the calls under way on each connection, 1 to 4,096
 */
public record Shape(boolean datagrams, int connections, int depth) {
    private static final int MANY = 100;

    /** Reads {@code 2x16} or {@code udp2x16}. */
    public static Shape parse(String text) {
        boolean datagrams = text.startsWith("udp");
        String[] numbers = (datagrams ? text.substring(3) : text).split("x", -1);
        return new Shape(datagrams, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    /** What a connection receives into: a whole answer of 1 MiB and more, unless there are so many that only small calls fit. */
    int bufferBytes() {
        return connections > MANY ? 64 << 10 : 4 << 20;
    }

    @Override
    public String toString() {
        return (datagrams ? "udp" : "") + connections + "x" + depth;
    }
}
