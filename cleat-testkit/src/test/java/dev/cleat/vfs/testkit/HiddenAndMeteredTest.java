package dev.cleat.vfs.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.vfs.Blocking;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.HardLinks;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.Permissions;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.Vfs;
import dev.cleat.vfs.Writable;
import dev.cleat.vfs.decorate.CachedVfs;
import dev.cleat.vfs.decorate.ForwardingVfs;
import dev.cleat.vfs.decorate.HiddenNamesVfs;
import dev.cleat.vfs.decorate.MeteredVfs;
import dev.cleat.vfs.decorate.OwnedVfs;
import dev.cleat.vfs.decorate.ReadOnlyVfs;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HiddenAndMeteredTest {
    private static final Caller STRANGER = new Caller(500, 500);

    private final MemoryVfs memory = new MemoryVfs();
    private final VfsUser below = new VfsUser(memory, Caller.ROOT);

    private static Writable changes(Vfs vfs) {
        return Objects.requireNonNull(vfs.capability(Writable.class));
    }

    @Test
    void whatMacOsLeavesIsNeitherSeenNorMade() throws IOException {
        below.file(memory.root(), "._photo.jpg");
        below.file(memory.root(), ".DS_Store");
        below.file(memory.root(), "photo.jpg");
        below.file(memory.root(), "._");
        HiddenNamesVfs vfs = HiddenNamesVfs.withoutAppleFiles(memory);
        VfsUser user = new VfsUser(vfs, Caller.ROOT);
        assertThat(user.names(vfs.root())).containsExactlyInAnyOrder("photo.jpg", "._");
        assertThatThrownBy(() -> vfs.lookup(vfs.root(), Name.of(".DS_Store"), Caller.ROOT))
                .hasMessageContaining("NOENT");
        assertThatThrownBy(() -> user.file(vfs.root(), "._other")).hasMessageContaining("ACCES");
        assertThatThrownBy(() ->
                        changes(vfs).rename(vfs.root(), Name.of("photo.jpg"), vfs.root(), Name.of("._x"), Caller.ROOT))
                .hasMessageContaining("ACCES");
        assertThatThrownBy(() -> changes(vfs).remove(vfs.root(), Name.of(".DS_Store"), Caller.ROOT))
                .hasMessageContaining("NOENT");
        assertThat(below.names(memory.root())).contains(".DS_Store", "._photo.jpg");
    }

    @Test
    void everythingBelongsToTheOneWhomItIsSaidToBelongTo() throws IOException {
        FileId file = below.file(memory.root(), "private").id();
        changes(memory).setAttributes(file, SetAttributes.mode(0640), Caller.ROOT);
        changes(memory).setAttributes(file, SetAttributes.owner(1000, 1000), Caller.ROOT);
        OwnedVfs vfs = new OwnedVfs(memory, 501, 20, new Caller(1000, 1000));
        assertThat(vfs.attributes(file).uid()).isEqualTo(501);
        assertThat(vfs.attributes(file).gid()).isEqualTo(20);
        assertThat(vfs.access(file, vfs.attributes(file), new Caller(501, 501)))
                .isEqualTo(Permissions.READ | Permissions.WRITE);
        assertThat(vfs.access(file, vfs.attributes(file), new Caller(502, 20))).isEqualTo(Permissions.READ);
        assertThat(vfs.access(file, vfs.attributes(file), STRANGER)).isZero();
        // Whoever has the owner's number below is nobody here.
        assertThat(vfs.access(file, vfs.attributes(file), new Caller(1000, 1000)))
                .isZero();
        assertThatThrownBy(() -> changes(vfs).setAttributes(file, SetAttributes.owner(1, null), Caller.ROOT))
                .hasMessageContaining("PERM");
    }

    @Test
    void callsAreCountedWithTheirBytesAndFailures() throws IOException {
        FileId file = below.file(memory.root(), "file").id();
        below.write(file, 0, new byte[7]);
        List<String> heard = new ArrayList<>();
        long[] clock = {0};
        MeteredVfs vfs = new MeteredVfs(
                memory,
                (operation, nanos, bytes, failure) ->
                        heard.add(operation + " " + nanos + " " + bytes + " " + (failure == null)),
                () -> clock[0] += 5);
        vfs.read(file, 0, ByteBuffer.allocate(100), Caller.ROOT);
        assertThatThrownBy(() -> vfs.lookup(vfs.root(), Name.of("none"), Caller.ROOT))
                .isInstanceOf(IOException.class);
        changes(vfs).write(file, 0, ByteBuffer.allocate(3), Caller.ROOT);
        assertThat(heard).containsExactly("READ 5 7 true", "LOOKUP 5 0 false", "WRITE 5 3 true");
    }

    /** A file system that waits for the disk and has a view that does not. */
    private static final class OnDisk extends ForwardingVfs {
        OnDisk() {
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

    static Stream<UnaryOperator<Vfs>> decorators() {
        return Stream.of(
                HiddenNamesVfs::withoutAppleFiles,
                vfs -> new OwnedVfs(vfs, 1, 1, Caller.ROOT),
                vfs -> new MeteredVfs(vfs, (operation, nanos, bytes, failure) -> {}),
                vfs -> new CachedVfs(vfs, 1000, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("decorators")
    void abilitiesArePassedOnAsTheyAre(UnaryOperator<Vfs> decorate) {
        assertThat(has(decorate.apply(new MemoryVfs()), Writable.class)).isTrue();
        assertThat(has(decorate.apply(new MemoryVfs()), HardLinks.class)).isTrue();
        Vfs readOnly = decorate.apply(new ReadOnlyVfs(new MemoryVfs()));
        assertThat(has(readOnly, Writable.class)).isFalse();
        assertThat(has(readOnly, HardLinks.class)).isFalse();
        Vfs onDisk = decorate.apply(new OnDisk());
        assertThat(onDisk.blocking()).isEqualTo(Blocking.DISK);
        @Nullable Vfs view = onDisk.immediate();
        if (view != null) {
            assertThat(view).hasSameClassAs(onDisk);
        }
    }

    private static boolean has(Vfs vfs, Class<?> ability) {
        return vfs.capability(ability) != null;
    }
}
