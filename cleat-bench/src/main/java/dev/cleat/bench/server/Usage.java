package dev.cleat.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process uses, as Linux tells it (proc(5)).
 *
 * @param pid the process
 */
public record Usage(long pid) {
    // USER_HZ, which is 100 on every architecture that Java runs on.
    private static final double TICK = 0.01;

    /** CPU seconds of all its threads so far, those that have ended included; in steps of 10 ms. */
    public double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        // Behind the name, which may hold spaces: state is field 3, utime 14, stime 15.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK;
    }

    /** Memory in use now, in MiB. */
    public double residentMiB() throws IOException {
        return status("VmRSS:");
    }

    /** The most memory it has ever used, in MiB. */
    public double peakMiB() throws IOException {
        return status("VmHWM:");
    }

    private double status(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.substring(key.length()).replaceAll("\\D", "")) / 1024.0;
            }
        }
        return 0;
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
