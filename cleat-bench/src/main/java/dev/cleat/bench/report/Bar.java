package dev.cleat.bench.report;

import java.util.Optional;

/**
 * What a row may cost at two connections of sixteen calls: CPU of the server in microseconds for each call or entry.
 *
 * @param limit at most this
 * @param aim better this
 * @param peer how many times as much a peer must cost; 1 where it is enough to be ahead, 0 where it may be behind
 */
record Bar(double limit, double aim, double peer) {
    static Optional<Bar> of(String workload) {
        return switch (workload) {
            case "null" -> bar(1.5, 0.8, 3);
            case "getattr" -> bar(3, 1.5, 3);
            case "lookup" -> bar(7, 4, 3);
            case "access" -> bar(4, 2, 3);
            case "setattr" -> bar(16, 12, 1);
            case "read4k" -> bar(4, 2.5, 3);
            case "read64k" -> bar(20, 14, 1);
            case "read1m" -> bar(260, 190, 1);
            case "write4k" -> bar(12, 8, 1);
            case "write1m" -> bar(240, 190, 1);
            case "write4k-stable" -> bar(50, 40, 1);
            case "create+remove" -> bar(40, 25, 1);
            case "mkdir+rmdir" -> bar(55, 40, 1);
            case "rename" -> bar(25, 20, 1);
            case "readdir" -> bar(0.14, 0.1, 1);
            case "readdirplus" -> bar(3, 2, 0);
            case "mixed" -> bar(30, 22, 1);
            default -> Optional.empty();
        };
    }

    private static Optional<Bar> bar(double limit, double aim, double peer) {
        return Optional.of(new Bar(limit, aim, peer));
    }
}
