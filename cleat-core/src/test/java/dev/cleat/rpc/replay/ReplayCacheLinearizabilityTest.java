package dev.cleat.rpc.replay;

import dev.cleat.rpc.auth.Credential;
import dev.cleat.xdr.Opaque;
import dev.cleat.xdr.XdrWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However calls with the same few numbers fall together, each number has one result: that of whoever came first. */
@Timeout(120)
@Param(name = "xid", gen = IntGen.class, conf = "1:3")
@Tag("instrumented")
public class ReplayCacheLinearizabilityTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1000);
    private static final Credential NOBODY = new Credential.None();

    private final ReplayCache cache = new ReplayCache(64, 64 * 1024, ReplayCache.LIFETIME, () -> 0);

    /** What it should be like, if nobody else called meanwhile. */
    public static final class OneAfterAnother {
        private final Map<Integer, Integer> results = new HashMap<>();

        public int call(int xid, int value) {
            Integer first = results.putIfAbsent(xid, value);
            return first == null ? value : first;
        }
    }

    @Operation
    public int call(@Param(name = "xid") int xid, int value) {
        Fingerprint call = cache.fingerprint();
        call.take(CLIENT.getAddress(), NOBODY, ByteBuffer.allocate(0), 1, xid);
        return switch (cache.begin(call, CLIENT)) {
            case Entry first -> {
                XdrWriter out = new XdrWriter();
                out.writeInt(value);
                first.finish(out, 0);
                yield value;
            }
            case Verdict.Done(Opaque results) -> valueOf(results);
            case Verdict.Running(Entry first) -> {
                CompletableFuture<Integer> later = new CompletableFuture<>();
                first.await(call, results -> later.complete(results == null ? -1 : valueOf(results)));
                yield later.join();
            }
        };
    }

    private static int valueOf(Opaque results) {
        return results.intAt(0);
    }

    @Test
    void eachNumberHasOneResult() {
        new StressOptions()
                .iterations(30)
                .invocationsPerIteration(500)
                .threads(3)
                .actorsPerThread(4)
                .sequentialSpecification(OneAfterAnother.class)
                .check(ReplayCacheLinearizabilityTest.class);
    }
}
