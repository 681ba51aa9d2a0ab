package dev.cleat.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.cleat.bench.load.Load;
import dev.cleat.bench.report.Figure;
import dev.cleat.bench.server.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;

/** Looks at the clocks of the server, of this process and of the machine when a measured time begins and ends. For one thread. */
final class Meter implements Load.Meter {
    private final OperatingSystemMXBean self = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final Usage usage;
    private double server;
    private double client;
    private double machine;

    Meter(Usage usage) {
        this.usage = usage;
    }

    @Override
    public void begin() {
        look(-1);
    }

    @Override
    public void end() {
        look(1);
    }

    private void look(int sign) {
        try {
            server += sign * usage.cpuSeconds();
            client += sign * self.getProcessCpuTime() / 1e9;
            machine += sign * Usage.machineCpuSeconds();
        } catch (IOException gone) {
            throw new UncheckedIOException("the server is gone", gone);
        }
    }

    Figure.Costs costs(double seconds) throws IOException {
        double all = seconds * Runtime.getRuntime().availableProcessors();
        double other = Math.max(0, machine - server - client) / all;
        return new Figure.Costs(server, client, other, usage.residentMiB(), usage.peakMiB());
    }
}
