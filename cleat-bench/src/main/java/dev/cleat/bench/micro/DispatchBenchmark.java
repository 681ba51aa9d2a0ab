package dev.cleat.bench.micro;

import dev.cleat.nfs3.Access;
import dev.cleat.nfs3.GetAttr;
import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.ReadDir;
import dev.cleat.nfs3.ReadDirPlus;
import dev.cleat.vfs.Name;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Calls from their bytes to the bytes of their answers: header, credential, handle, files in memory. Listings are of 64 KiB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DispatchBenchmark {
    private static final int PAGE = 64 << 10;

    private final LocalServer server;
    private final LocalExchange getAttr;
    private final LocalExchange access;
    private final LocalExchange lookup;
    private final LocalExchange readDir;
    private final LocalExchange readDirPlus;

    /** A server, and the calls. */
    public DispatchBenchmark() {
        server = new LocalServer();
        getAttr = new LocalExchange(LocalServer.call(new GetAttr(server.folder())));
        access = new LocalExchange(LocalServer.call(new Access(server.folder(), 0x3f)));
        lookup = new LocalExchange(LocalServer.call(new Lookup(server.folder(), Name.of("entry-500"))));
        readDir = new LocalExchange(LocalServer.call(new ReadDir(server.folder(), 0, 0, PAGE)));
        readDirPlus = new LocalExchange(LocalServer.call(new ReadDirPlus(server.folder(), 0, 0, PAGE, PAGE)));
    }

    /** Ends the server. */
    @TearDown
    public void close() {
        server.close();
    }

    private int call(LocalExchange exchange) {
        server.receiver.receive(exchange);
        return exchange.again();
    }

    /** GETATTR. */
    @Benchmark
    public int getAttr() {
        return call(getAttr);
    }

    /** ACCESS. */
    @Benchmark
    public int access() {
        return call(access);
    }

    /** LOOKUP. */
    @Benchmark
    public int lookup() {
        return call(lookup);
    }

    /** A page of READDIR: all of a thousand entries. */
    @Benchmark
    public int readDirPage() {
        return call(readDir);
    }

    /** A page of READDIRPLUS: some three hundred entries. */
    @Benchmark
    public int readDirPlusPage() {
        return call(readDirPlus);
    }
}
