package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.ReadOnlyVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Nothing goes past a decorator. */
class DecoratorTest {
    private final MemoryVfs memory = new MemoryVfs();

    /** An ability that no decorator knows. */
    private interface Sonar {}

    /** Waits, but has a view that does not. */
    private static final class Disk extends ForwardingVfs implements Sonar {
        Disk(Vfs below) {
            super(below);
        }

        @Override
        public Blocking blocking() {
            return Blocking.DISK;
        }

        @Override
        public Vfs immediate() {
            return below();
        }

        @Override
        public <T> T capability(Class<T> type) {
            return type == Sonar.class ? type.cast(this) : super.capability(type);
        }
    }

    @Test
    void knownAbilitiesAreHandedOn() {
        ForwardingVfs forwarding = new ForwardingVfs(memory);
        assertThat(forwarding.capability(Writable.class)).isSameAs(memory);
        assertThat(forwarding.capability(HardLinks.class)).isSameAs(memory);
    }

    @Test
    void unknownAbilitiesAreHidden() {
        Disk disk = new Disk(memory);
        assertThat(disk.capability(Sonar.class)).isNotNull();
        assertThat(new ForwardingVfs(disk).capability(Sonar.class)).isNull();
    }

    @Test
    void abilitiesThatAreNotThereAreNotInvented() {
        assertThat(new ForwardingVfs(new ReadOnlyVfs(memory)).capability(Writable.class))
                .isNull();
    }

    @Test
    void whatNeverWaitsIsItsOwnImmediateView() {
        ForwardingVfs forwarding = new ForwardingVfs(memory);
        assertThat(forwarding.immediate()).isSameAs(forwarding);
        ReadOnlyVfs readOnly = new ReadOnlyVfs(memory);
        assertThat(readOnly.immediate()).isSameAs(readOnly);
    }

    @Test
    void theImmediateViewOfAnotherFileSystemIsNotHandedOutBare() throws IOException {
        Disk disk = new Disk(memory);
        assertThat(new ForwardingVfs(disk).immediate()).isNull();
        Vfs view = new ReadOnlyVfs(disk).immediate();
        FileId root = memory.root();
        Attributes attributes = memory.attributes(root);
        assertThat(view.access(root, attributes, Caller.ROOT)).isEqualTo(Permissions.READ | Permissions.EXECUTE);
        assertThat(view.capability(Writable.class)).isNull();
    }
}
