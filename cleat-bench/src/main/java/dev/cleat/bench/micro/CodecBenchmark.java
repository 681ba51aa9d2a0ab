package dev.cleat.bench.micro;

import dev.cleat.nfs3.Lookup;
import dev.cleat.nfs3.SetAttr;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrException;
import dev.cleat.xdr.XdrReader;
import dev.cleat.xdr.XdrWriter;
import java.nio.ByteBuffer;
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

/** Arguments from bytes to records and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private final Lookup lookup = new Lookup(Opaque.of(ByteBuffer.allocate(32)), Name.of("a-file-name.txt"));
    private final ByteBuffer lookupBytes = bytes(lookup::encode);
    private final SetAttr setAttr = new SetAttr(lookup.directory(), SetAttributes.NONE.withMode(0640), null);
    private final ByteBuffer setAttrBytes = bytes(setAttr::encode);

    /** For JMH. */
    public CodecBenchmark() {}

    private static ByteBuffer bytes(java.util.function.Consumer<XdrWriter> message) {
        XdrWriter out = new XdrWriter();
        message.accept(out);
        return out.toBuffer();
    }

    /** A handle and a name. */
    @Benchmark
    public Object decodeLookup() throws XdrException {
        return Lookup.PROCEDURE.arguments().decode(new XdrReader(lookupBytes.rewind()));
    }

    /** A handle, a union for each attribute, a guard. */
    @Benchmark
    public Object decodeSetAttr() throws XdrException {
        return SetAttr.PROCEDURE.arguments().decode(new XdrReader(setAttrBytes.rewind()));
    }

    /** The same into a fresh writer. */
    @Benchmark
    public int encodeLookup() {
        XdrWriter out = new XdrWriter();
        lookup.encode(out);
        return out.size();
    }
}
