package dev.cleat.cli;

import dev.cleat.client.NfsFile;
import dev.cleat.client.NfsPath;
import dev.cleat.client.NfsVolume;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.xdr.Opaque;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/**
 * How long things take on a volume; each measurement is a line for people.
 *
 * @param bytes that each job writes or reads
 * @param time for which small calls are repeated
 */
record Measurement(NfsVolume volume, int jobs, long bytes, Duration time) {
    private static final int BLOCK = 1 << 20;
    /** So many calls of a job are remembered; those behind are still counted. */
    private static final int SAMPLES = 200_000;

    /** One small thing. */
    private interface Small {
        void make(int number) throws IOException;
    }

    /** Which file a job works on. */
    interface Files {
        NfsPath of(int job);
    }

    String attributes(NfsPath path, int atOnce) throws IOException {
        Opaque handle = volume.handle(path);
        return small("GETATTR", atOnce, (job, number) -> volume.client().call(new GetAttr(handle)));
    }

    String createAndRemove(NfsPath directory, int atOnce) throws IOException {
        return small("CREATE+REMOVE", atOnce, (job, number) -> {
            NfsPath file = directory.resolve(job + "-" + number);
            volume.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                    .close();
            volume.remove(file);
        });
    }

    String write(Files files) throws IOException {
        long nanos = parallel(job -> {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            try (NfsFile file = volume.open(files.of(job), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
                for (long offset = 0; offset < bytes; offset += BLOCK) {
                    file.write(block.clear(), offset);
                }
            }
            return bytes;
        });
        return throughput("WRITE, COMMIT", nanos, bytes * jobs);
    }

    String read(Files files) throws IOException {
        long[] read = new long[jobs];
        long nanos = parallel(job -> {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            try (NfsFile file = volume.open(files.of(job))) {
                int count = file.read(block.clear(), 0);
                while (count > 0 && read[job] < bytes) {
                    read[job] += count;
                    count = file.read(block.clear(), read[job]);
                }
            }
            return read[job];
        });
        return throughput("READ", nanos, LongStream.of(read).sum());
    }

    private interface Repeated {
        void make(int job, int number) throws IOException;
    }

    private String small(String what, int atOnce, Repeated repeated) throws IOException {
        List<long[]> samples = new ArrayList<>();
        List<Future<long[]>> running = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            for (int job = 0; job < atOnce; job++) {
                int number = job;
                running.add(threads.submit(() -> repeat(i -> repeated.make(number, i))));
            }
            for (Future<long[]> one : running) {
                samples.add(result(one));
            }
        }
        long nanos = System.nanoTime() - start;
        long[] all = samples.stream().flatMapToLong(LongStream::of).sorted().toArray();
        return "%-14s %2d at once %10.0f a second   half within %s ms, 99%% within %s ms, all within %s ms"
                .formatted(
                        what,
                        atOnce,
                        all.length * 1e9 / nanos,
                        millis(all[all.length / 2]),
                        millis(all[(int) (all.length * 0.99)]),
                        millis(all[all.length - 1]));
    }

    private long[] repeat(Small small) throws IOException {
        LongStream.Builder samples = LongStream.builder();
        long end = System.nanoTime() + time.toNanos();
        long before = System.nanoTime();
        for (int i = 0; i == 0 || (before < end && i < SAMPLES); i++) {
            small.make(i);
            long now = System.nanoTime();
            samples.add(now - before);
            before = now;
        }
        return samples.build().toArray();
    }

    private interface Job {
        long run(int job) throws IOException;
    }

    private long parallel(Job work) throws IOException {
        long start = System.nanoTime();
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            int number = job;
            tasks.add(() -> work.run(number));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
            for (Future<Long> done : threads.invokeAll(tasks)) {
                result(done);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return System.nanoTime() - start;
    }

    private static <T> T result(Future<T> done) throws IOException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }

    private String throughput(String what, long nanos, long moved) {
        double mebibytes = moved / (double) BLOCK;
        return String.format(
                Locale.ROOT,
                "%-14s %2d at once %10.1f MiB a second   %.0f MiB in %.2f s",
                what,
                jobs,
                mebibytes * 1e9 / nanos,
                mebibytes,
                nanos / 1e9);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }
}
