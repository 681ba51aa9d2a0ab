package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.FileType;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Node;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.MappedNamesVfs;
import dev.cleat.vfs.decorate.ReadOnlyVfs;
import dev.cleat.vfs.decorate.SymlinkFileVfs;
import dev.cleat.vfs.decorate.WindowsNames;
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

    @Test
    void linksAsFilesAreSeenInTheImmediateViewToo() throws IOException {
        SymlinkFileVfs links = new SymlinkFileVfs(new Disk(memory));
        new VfsUser(memory, Caller.ROOT).file(memory.root(), "name.sl", "target");
        Vfs view = links.immediate();
        assertThat(view).isSameAs(links.immediate());
        Node link = view.lookup(view.root(), Name.of("name"), Caller.ROOT);
        assertThat(link.attributes().type()).isEqualTo(FileType.SYMBOLIC_LINK);
        assertThat(links.readLink(link.id(), Caller.ROOT)).isEqualTo(Name.of("target"));
    }

    @Test
    void bothViewsOfLinksAsFilesKnowWhatHasChanged() throws IOException {
        SymlinkFileVfs links = new SymlinkFileVfs(new Disk(memory));
        VfsUser host = new VfsUser(memory, Caller.ROOT);
        FileId file = host.file(memory.root(), "name", "target").id();
        host.rename(memory.root(), "name", memory.root(), "name.sl");
        links.lookup(links.root(), Name.of("name"), Caller.ROOT);
        assertThatThrownBy(() -> links.immediate().attributes(file))
                .isInstanceOfSatisfying(
                        VfsException.class, e -> assertThat(e.error()).isEqualTo(VfsError.STALE));
    }

    @Test
    void namesAreMappedInTheImmediateViewToo() throws IOException {
        MappedNamesVfs mapped = new MappedNamesVfs(new Disk(memory), new WindowsNames());
        new VfsUser(mapped, Caller.ROOT).file(mapped.root(), "a:b");
        assertThat(mapped.immediate().lookup(mapped.root(), Name.of("a:b"), Caller.ROOT))
                .isEqualTo(mapped.lookup(mapped.root(), Name.of("a:b"), Caller.ROOT));
        assertThat(new VfsUser(memory, Caller.ROOT).names(memory.root())).doesNotContain("a:b");
    }
}
