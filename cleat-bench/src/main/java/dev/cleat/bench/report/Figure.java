package dev.cleat.bench.report;

import dev.cleat.bench.load.Sample;
import dev.cleat.bench.load.Workloads;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One measured row.
 *
 * @param server as it is named in tables
 * @param shape connections and depth, such as {@code 2x16}
 * @param workload as in {@link Workloads}, or what else was measured
 * @param rate calls, or entries of directories, per second
 * @param megabytes 10⁶ bytes of files per second
 * @param p50 microseconds from the call to its answer; half are quicker
 * @param p99 99 % are quicker
 * @param cpu microseconds of the server's CPU for each call or entry
 * @param clientCpu microseconds of ours
 * @param otherShare how much of the machine was busy with something else, 0 to 1
 * @param resident the server's memory afterwards, in MiB
 * @param peak its most memory so far, in MiB
 * @param reminders datagrams that had to be sent again
 * @param problems what was wrong in answers, and how often; empty if all were right
 */
public record Figure(
        String server,
        String shape,
        String workload,
        double rate,
        double megabytes,
        double p50,
        double p99,
        double cpu,
        double clientCpu,
        double otherShare,
        double resident,
        double peak,
        long reminders,
        String problems) {
    static final String HEADER = String.join(
            "\t",
            List.of(
                    "server",
                    "shape",
                    "workload",
                    "rate",
                    "MB/s",
                    "p50 us",
                    "p99 us",
                    "cpu us",
                    "client us",
                    "other",
                    "resident MiB",
                    "peak MiB",
                    "reminders",
                    "problems"));

    /** From a run's sample, the CPU seconds of server and client meanwhile, and what else was busy. */
    public static Figure of(String server, String shape, String workload, Sample sample, Costs costs) {
        long units = Workloads.countsEntries(workload) ? sample.entries() : sample.calls();
        double each = 1e6 / Math.max(1, units);
        String problems = sample.problems().entrySet().stream()
                .map(problem -> problem.getKey() + " (" + problem.getValue() + ")")
                .collect(Collectors.joining("; "));
        return new Figure(
                server,
                shape,
                workload,
                units / sample.seconds(),
                sample.bytes() / sample.seconds() / 1e6,
                sample.p50(),
                sample.p99(),
                costs.server() * each,
                costs.client() * each,
                costs.otherShare(),
                costs.resident(),
                costs.peak(),
                sample.reminders(),
                problems.replace('\t', ' '));
    }

    /** A single number that is no workload's, such as the machine's own round trip; in {@code p50} or {@code megabytes}. */
    public static Figure single(
            String server, String shape, String what, double p50, double megabytes, double resident) {
        return new Figure(server, shape, what, 0, megabytes, p50, 0, 0, 0, 0, resident, 0, 0, "");
    }

    /** What a user waited for, and what it cost the server, in seconds. */
    public static Figure felt(String server, String what, double seconds, double cpu) {
        return new Figure(server, "kernel", what, 0, 0, seconds * 1e6, 0, cpu * 1e6, 0, 0, 0, 0, 0, "");
    }

    String key() {
        return server + "\t" + shape + "\t" + workload;
    }

    String line() {
        return key()
                + String.format(
                        Locale.ROOT,
                        "\t%.1f\t%.2f\t%.1f\t%.1f\t%.3f\t%.3f\t%.3f\t%.1f\t%.1f\t%d\t%s",
                        rate,
                        megabytes,
                        p50,
                        p99,
                        cpu,
                        clientCpu,
                        otherShare,
                        resident,
                        peak,
                        reminders,
                        problems);
    }

    static Figure parse(String line) {
        String[] part = line.split("\t", -1);
        double[] number = new double[9];
        for (int i = 0; i < number.length; i++) {
            number[i] = Double.parseDouble(part[i + 3]);
        }
        return new Figure(
                part[0],
                part[1],
                part[2],
                number[0],
                number[1],
                number[2],
                number[3],
                number[4],
                number[5],
                number[6],
                number[7],
                number[8],
                Long.parseLong(part[12]),
                part[13]);
    }

    /**
     * What a run took.
     *
     * @param server CPU seconds of the server
     * @param client CPU seconds of ours
     * @param otherShare how much of the machine was busy with something else, 0 to 1
     * @param resident MiB of the server afterwards
     * @param peak its most so far
     */
    public record Costs(double server, double client, double otherShare, double resident, double peak) {}
}
