package dev.cleat.bench.micro;

import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.replay.Entry;
import dev.cleat.rpc.replay.Fingerprint;
import dev.cleat.rpc.replay.ReplayCache;
import dev.cleat.rpc.replay.Verdict;
import dev.cleat.xdr.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
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

/** What it takes to carry a call out once: with a cache that is full, as it is on a busy server. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReplayBenchmark {
    private static final long SETATTR_OF_NFS3 = (100003L << 32) | 3;
    private static final int RESULTS = 120;

    private final ReplayCache cache = new ReplayCache();
    private final Fingerprint fingerprint = cache.fingerprint();
    private final InetSocketAddress client = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1000);
    private final Credential credential = new Credential.Sys(0, "bench", 0, 0, List.of());
    private final ByteBuffer arguments = ByteBuffer.allocate(80);
    private final XdrWriter results = results();
    private long xid;

    /** For JMH. */
    public ReplayBenchmark() {}

    private static XdrWriter results() {
        XdrWriter out = new XdrWriter();
        for (int i = 0; i < RESULTS; i += Integer.BYTES) {
            out.writeInt(i);
        }
        return out;
    }

    /** A new call: its fingerprint, its entry, its results kept. */
    @Benchmark
    public Verdict newCall() {
        return once(++xid);
    }

    /** A call that comes again and again. */
    @Benchmark
    public Verdict duplicate() {
        return once(-1);
    }

    private Verdict once(long call) {
        fingerprint.take(client.getAddress(), credential, arguments, SETATTR_OF_NFS3, (call << 32) | 2);
        Verdict verdict = cache.begin(fingerprint, client);
        if (verdict instanceof Entry entry) {
            entry.finish(results, 0);
        }
        return verdict;
    }
}
