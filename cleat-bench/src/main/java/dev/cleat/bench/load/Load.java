package dev.cleat.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Runs workloads against one server: a thread for each connection. For one thread. */
public final class Load {
    private final Target target;
    private final Ground ground;

    private Load(Target target, Ground ground) {
        this.target = target;
        this.ground = ground;
    }

    /** Mounts the export and looks the files up. */
    public static Load on(Target target, Tree tree) throws IOException {
        try {
            return new Load(target, Ground.find(target, tree));
        } catch (WrongAnswer wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    /** For calls of NULL alone. */
    public static Load onNothing(Target target, Tree tree) throws IOException {
        return new Load(target, Ground.none(target, tree));
    }

    /**
     * Runs a workload.
     *
     * @param name as in {@link Workloads}
     * @param meter is told when the measured time begins and ends
     */
    public Sample run(String name, Shape shape, Duration warm, Duration measured, Meter meter)
            throws IOException, InterruptedException {
        List<Runner> runners = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(shape.connections());
        CountDownLatch go = new CountDownLatch(1);
        Clock clock = new Clock();
        for (int i = 0; i < shape.connections(); i++) {
            Runner runner = new Runner(new Client(target, shape, i), ground, Workloads.named(name), clock, ready, go);
            runners.add(runner);
            runner.start();
        }
        ready.await();
        go.countDown();
        Thread.sleep(warm);
        meter.begin();
        long begin = System.nanoTime();
        clock.measure();
        Thread.sleep(measured);
        clock.stop();
        for (Runner runner : runners) {
            runner.measured.await();
        }
        long end = System.nanoTime();
        meter.end();
        for (Runner runner : runners) {
            runner.join();
        }
        return sum(runners, (end - begin) / 1e9);
    }

    private static Sample sum(List<Runner> runners, double seconds) {
        Tally all = new Tally();
        Map<String, Long> problems = new TreeMap<>();
        for (Runner runner : runners) {
            all.add(runner.tally);
            runner.problems.forEach((what, times) -> problems.merge(what, times, Long::sum));
        }
        double p50 = all.durations.percentile(0.5);
        double p99 = all.durations.percentile(0.99);
        return new Sample(all.calls, all.entries, all.bytes, seconds, p50, p99, all.reminders, problems);
    }

    /** Told when the time begins that counts, and when it is over. */
    public interface Meter {
        /** The warming up is over. */
        void begin();

        /** All calls are answered. */
        void end();
    }
}
