package dev.cleat.export.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.rpc.Placement;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.MappedNamesVfs;
import dev.cleat.vfs.decorate.ReadOnlyVfs;
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import dev.cleat.vfs.decorate.WindowsNames;
import dev.cleat.vfs.memory.MemoryVfs;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On which thread calls are made first, by what the back end says of itself. */
class PlacementTest {
    /** Waits, but has a view that does not. */
    private static final class Disk extends ForwardingVfs {
        Disk() {
            super(new MemoryVfs());
        }

        @Override
        public Blocking blocking() {
            return Blocking.DISK;
        }

        @Override
        protected Vfs immediate(Vfs immediateBelow) {
            return immediateBelow;
        }
    }

    static Stream<Vfs> decorated() {
        return Stream.of(
                new Disk(),
                new ReadOnlyVfs(new Disk()),
                new SymlinkFileVfs(new Disk()),
                new MappedNamesVfs(new Disk(), new WindowsNames()),
                new SymlinkFileVfs(new MappedNamesVfs(new ReadOnlyVfs(new Disk()), new WindowsNames())));
    }

    @ParameterizedTest
    @MethodSource("decorated")
    void questionsAreTriedWhereTheyWereReadBehindDecoratorsToo(Vfs vfs) {
        assertThat(ExportTable.placement(true, vfs)).isEqualTo(Placement.EVENT_THREAD_FIRST);
        assertThat(ExportTable.placement(false, vfs)).isEqualTo(Placement.POOL);
    }

    @Test
    void whatNeverWaitsIsCalledWhereItWasReadBehindDecoratorsToo() {
        assertThat(ExportTable.placement(false, new SymlinkFileVfs(new MemoryVfs())))
                .isEqualTo(Placement.EVENT_THREAD);
    }

    @Test
    void whatHasNoViewThatNeverWaitsIsCalledInThePool() {
        Vfs without = new ForwardingVfs(new Disk());
        assertThat(ExportTable.placement(true, without)).isEqualTo(Placement.POOL);
    }
}
