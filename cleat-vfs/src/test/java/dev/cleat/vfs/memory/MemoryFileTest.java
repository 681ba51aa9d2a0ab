package dev.cleat.vfs.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryFileTest {
    private static final Instant NOW = Instant.ofEpochSecond(1);

    private final NodeTable nodes = new NodeTable(1);
    private final Budget budget = new Budget(Capacity.ofHeap());

    @Test
    void aReaderWhoComesAfterTheEndIsToldSoAndReadsNoZeros() throws Exception {
        NewObject file = new NewObject.RegularFile(SetAttributes.NONE);
        MemoryVfs vfs = new MemoryVfs();
        FileId made = vfs.create(vfs.root(), Name.of("file"), file, Caller.ROOT).id();
        MemoryFile found = new MemoryFile(nodes.newId(), vfs.attributes(made), budget);
        found.write(0, ByteBuffer.wrap(new byte[] {1, 2, 3}), Caller.ROOT, NOW);
        ByteBuffer read = ByteBuffer.allocate(10);
        assertThat(found.read(0, read)).isTrue();
        assertThat(read.position()).isEqualTo(3);

        found.release();
        assertThatThrownBy(() -> found.read(0, ByteBuffer.allocate(10)))
                .isInstanceOfSatisfying(
                        VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.STALE));
    }
}
