package dev.cleat.linux;

import dev.cleat.vfs.FileId;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * However threads find, take over and forget descriptors, each object has one at a time, and none is given back while somebody
 * holds it. No kernel takes part: the descriptors are numbers that no process has.
 */
@Timeout(120)
@Param(name = "id", gen = IntGen.class, conf = "1:3")
@Tag("instrumented")
public class DescriptorsLinearizabilityTest {
    private static final int NOBODYS = 1 << 24;
    private static final AtomicInteger NEXT = new AtomicInteger(NOBODYS);

    private final Descriptors descriptors = new Descriptors(64, new DescriptorBudget(1024));
    private final Volume volume = new Volume(1L << 32, 1, 1, NOBODYS, FileSystemKind.TMPFS, null, descriptors.tick);

    /** What it should be like, if nobody else called meanwhile. */
    public static final class OneAfterAnother {
        private final TreeSet<Integer> open = new TreeSet<>();

        public boolean adopt(int id) {
            return open.add(id);
        }

        public boolean find(int id) {
            return open.contains(id);
        }

        public void forget(int id) {
            open.remove(id);
        }
    }

    /** Whether it is the new one that is kept. */
    @Operation
    public boolean adopt(@Param(name = "id") int id) {
        int fd = NEXT.incrementAndGet();
        try (Descriptor held = descriptors.adopt(idOf(id), volume, fd, Flags.S_IFREG)) {
            checkHeld(held, id);
            return held.fd == fd;
        }
    }

    @Operation
    public boolean find(@Param(name = "id") int id) {
        try (Descriptor held = descriptors.find(idOf(id))) {
            if (held != null) {
                checkHeld(held, id);
            }
            return held != null;
        }
    }

    @Operation
    public void forget(@Param(name = "id") int id) {
        descriptors.forget(idOf(id));
    }

    private static FileId idOf(int id) {
        return new FileId(1L << 32, id);
    }

    private static void checkHeld(Descriptor held, int id) {
        if (!held.id.equals(idOf(id)) || !held.retain()) {
            throw new IllegalStateException("another's, or given back while it is held");
        }
        held.release();
    }

    @Test
    void eachObjectHasOneDescriptor() {
        new StressOptions()
                .iterations(30)
                .invocationsPerIteration(500)
                .threads(3)
                .actorsPerThread(4)
                .sequentialSpecification(OneAfterAnother.class)
                .check(DescriptorsLinearizabilityTest.class);
    }
}
