package dev.cleat.export.file;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.HandleKey;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Random;
import java.util.TreeSet;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exports come and go at once, for everybody at the same moment. */
@Timeout(120)
@Param(name = "name", gen = IntGen.class, conf = "1:3")
@Tag("instrumented")
public class ExportTableLinearizabilityTest {
    private static final MemoryVfs FILES = new MemoryVfs();

    private final ExportTable table =
            new ExportTable(HandleKey.random(), Integer::parseInt, InstantSource.system(), new Random(1));

    /** What it should be like, if nobody else called meanwhile. */
    public static final class OneAfterAnother {
        private final TreeSet<String> names = new TreeSet<>();

        public boolean put(int name) {
            return !names.add("" + name);
        }

        public boolean remove(int name) {
            return names.remove("" + name);
        }

        public String names() {
            return names.toString();
        }
    }

    @Operation
    public boolean put(@Param(name = "name") int name) throws IOException {
        return table.put(new Export("" + name, null, FILES, ExportOptions.DEFAULT)) != null;
    }

    @Operation
    public boolean remove(@Param(name = "name") int name) {
        return table.remove("" + name) != null;
    }

    @Operation
    public String names() {
        return table.exports().stream().map(Export::name).toList().toString();
    }

    @Test
    void changesHappenInOneOrderForAll() {
        new StressOptions()
                .iterations(30)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(4)
                .sequentialSpecification(OneAfterAnother.class)
                .check(ExportTableLinearizabilityTest.class);
    }
}
