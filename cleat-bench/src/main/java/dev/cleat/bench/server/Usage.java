package dev.cleat.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server's processes use, as Linux tells it (proc(5)). Most have one; those of a server in the kernel are its threads.
 *
 * @param pids the processes, at least one
 */
public record Usage(List<Long> pids) {
    // USER_HZ, which is 100 on every architecture that Java runs on.
    private static final double TICK = 0.01;

    public Usage(long pid) {
        this(List.of(pid));
    }

    /** Those by a name, which Linux cuts off after 15 characters; none of them is an IllegalArgumentException. */
    public static Usage named(String name) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            List<Long> pids = all.filter(path -> isNamed(path, name))
                    .map(path -> Long.parseLong(path.getFileName().toString()))
                    .toList();
            if (pids.isEmpty()) {
                throw new IllegalArgumentException("no process is named " + name);
            }
            return new Usage(pids);
        }
    }

    private static boolean isNamed(Path process, String name) {
        try {
            return process.getFileName().toString().matches("[0-9]+")
                    && Files.readString(process.resolve("comm")).strip().equals(name);
        } catch (IOException ended) {
            return false;
        }
    }

    /** The first of them. */
    public long pid() {
        return pids.getFirst();
    }

    /** CPU seconds of all its threads so far, those that have ended included; in steps of 10 ms. */
    public double cpuSeconds() throws IOException {
        long ticks = 0;
        for (long pid : pids) {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // Behind the name, which may hold spaces: state is field 3, utime 14, stime 15.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
        return ticks * TICK;
    }

    /** Memory in use now, in MiB. */
    public double residentMiB() throws IOException {
        return status("VmRSS:");
    }

    /** The most memory it has ever used, in MiB. */
    public double peakMiB() throws IOException {
        return status("VmHWM:");
    }

    /** 0 for threads of the kernel. */
    private double status(String key) throws IOException {
        long kibibytes = 0;
        for (long pid : pids) {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith(key)) {
                    kibibytes += Long.parseLong(line.substring(key.length()).replaceAll("\\D", ""));
                }
            }
        }
        return kibibytes / 1024.0;
    }

    /** CPU seconds that the whole machine has spent in processes and interrupts. */
    public static double machineCpuSeconds() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +", -1);
        long busy = 0;
        for (int field : new int[] {1, 2, 3, 6, 7}) {
            busy += Long.parseLong(fields[field]);
        }
        return busy * TICK;
    }
}
