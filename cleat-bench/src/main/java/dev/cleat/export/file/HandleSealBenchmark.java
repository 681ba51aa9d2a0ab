package dev.cleat.export.file;

import dev.cleat.export.HandleKey;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.VfsException;
import dev.cleat.xdr.Opaque;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Sealing and opening handles. Here, because the seal is nobody else's business. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HandleSealBenchmark {
    private final HandleSeal seal = new HandleSeal(HandleKey.random());
    private final FileId file = new FileId(0x1234_5678_9abc_def0L, 42);
    private final Opaque handle = seal.seal(1, file);

    /** For JMH. */
    public HandleSealBenchmark() {}

    /** A handle for a file. */
    @Benchmark
    public Opaque seal() {
        return seal.seal(1, file);
    }

    /** A good handle that came lately, as most do. */
    @Benchmark
    public Object open() throws VfsException {
        return seal.open(handle);
    }

    /** The handle of a file, for benchmarks that have no MOUNT. */
    public static Opaque handle(HandleKey key, int export, FileId file) {
        return new HandleSeal(key).seal(export, file);
    }
}
